//! Countries, some towns and regions, and the words for their people.

use super::{Lists, Tells};

pub(super) const LISTS: Lists = &[
    (
        Tells::Country,
        "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan
        bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia botswana
        brazil brunei bulgaria burundi cambodia cameroon canada chad chile china colombia congo
        croatia cuba cyprus czechia denmark djibouti ecuador egypt eritrea estonia eswatini
        ethiopia fiji finland france gabon gambia georgia germany ghana greece grenada guatemala
        guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel
        italy jamaica japan jordan kazakhstan kenya kiribati kosovo kuwait kyrgyzstan laos latvia
        lebanon lesotho liberia libya liechtenstein lithuania luxembourg madagascar malawi
        malaysia maldives mali malta mauritania mauritius mexico moldova monaco mongolia
        montenegro morocco mozambique myanmar burma namibia nauru nepal netherlands nicaragua
        niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines
        poland portugal qatar romania russia rwanda samoa senegal serbia seychelles singapore
        slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan
        tanzania thailand togo tonga tunisia turkey türkiye turkmenistan tuvalu uganda ukraine
        uruguay uzbekistan vanuatu venezuela vietnam yemen zambia zimbabwe korea tibet
        england scotland wales britain prussia bavaria saxony bohemia catalonia flanders siberia
        manchuria persia mesopotamia yugoslavia czechoslovakia ussr rhodesia ceylon siam
        america europe asia africa antarctica oceania greenland patagonia scandinavia usa us uk
        u.s. u.k. u.s.a. uae eurasia alps rhine danube thames nile arctic antarctic atlantic pacific mediterranean baltic
        earth moon mars venus jupiter saturn mercury neptune uranus
        london paris berlin vienna rome madrid lisbon moscow beijing tokyo washington ottawa
        canberra delhi mumbai kolkata dhaka karachi kabul tehran baghdad damascus beirut
        jerusalem cairo khartoum nairobi lagos accra dakar algiers tunis tripoli johannesburg
        pretoria athens istanbul ankara constantinople sofia bucharest budapest prague warsaw
        kraków krakow kyiv kiev minsk riga vilnius tallinn helsinki stockholm oslo copenhagen
        reykjavik dublin edinburgh glasgow belfast cardiff manchester liverpool birmingham oxford
        cambridge brussels antwerp amsterdam rotterdam luxembourg geneva zurich zürich bern basel
        milan venice florence naples turin genoa barcelona seville valencia porto marseille lyon
        bordeaux strasbourg munich hamburg cologne frankfurt leipzig dresden stuttgart bremen
        hanover nuremberg weimar potsdam bonn salzburg seoul pyongyang shanghai hong guangzhou
        nanjing wuhan taipei bangkok hanoi saigon manila jakarta sydney melbourne auckland
        wellington boston chicago philadelphia houston seattle detroit miami atlanta denver
        california texas florida virginia alaska hawaii ontario quebec toronto montreal vancouver
        havana lima bogotá santiago quito caracas versailles yalta nuremberg hiroshima nagasaki
        chernobyl pearl
        deutschland österreich schweiz frankreich italien spanien england großbritannien russland
        polen tschechien ungarn rumänien griechenland türkei niederlande belgien dänemark
        schweden norwegen finnland china japan indien ägypten amerika europa asien afrika bayern
        preußen sachsen thüringen hessen böhmen schlesien münchen köln wien rom prag warschau
        moskau mailand venedig zürich genf nürnberg donau rhein elbe alpen ostsee nordsee bodensee
        brandenburg westfalen pommern schwaben",
    ),
    (
        Tells::Demonym,
        "afghan african albanian algerian american angolan arab arabic argentine argentinian
        armenian asian athenian australian austrian babylonian balkan bangladeshi bavarian belgian bolivian
        bosnian brazilian british bulgarian burmese byzantine cambodian canadian catalan catholic
        celtic chilean chinese christian colombian congolese croatian cuban czech danish dutch
        egyptian english ethiopian european finnish flemish french georgian german germanic
        greek haitian hebrew hellenistic hindu hispanic hungarian icelandic indian indonesian
        iranian iraqi irish islamic israeli italian jamaican japanese jewish kenyan korean
        koreans kurdish latin latvian lebanese libyan lithuanian malaysian maltese mexican
        mongol mongolian moroccan muslim nazi nepalese nigerian nordic norse norwegian ottoman
        pakistani palestinian persian peruvian polish portuguese protestant prussian roman
        romanian russian saudi scandinavian scottish serbian sicilian slavic slovak slovenian
        somali soviet spanish swedish swiss syrian taiwanese thai tibetan tunisian turkish
        ukrainian vatican venezuelan venetian victorian vietnamese viking welsh western yugoslav zulu
        buddhist orthodox jesuit marxist communist socialist democrat republican bolshevik
        deutsch deutsche deutscher deutschen deutsches französisch französische englische
        russische polnische italienische römische österreichische preußische europäische
        amerikanische",
    ),
];

/// Known places of several words.
pub(super) const LONG: &[&str] = &[
    "united states",
    "united kingdom",
    "united arab emirates",
    "soviet union",
    "north korea",
    "south korea",
    "saudi arabia",
    "south africa",
    "new zealand",
    "new york",
    "new york city",
    "los angeles",
    "san francisco",
    "hong kong",
    "costa rica",
    "el salvador",
    "puerto rico",
    "sri lanka",
    "sierra leone",
    "burkina faso",
    "cape verde",
    "ivory coast",
    "vatican city",
    "great britain",
    "northern ireland",
    "east germany",
    "west germany",
    "east asia",
    "the hague",
    "south america",
    "north america",
    "latin america",
    "central america",
    "middle east",
    "far east",
    "southeast asia",
    "central asia",
    "central europe",
    "eastern europe",
    "western europe",
    "north africa",
    "west africa",
    "east africa",
    "st petersburg",
    "saint petersburg",
    "buenos aires",
    "rio de janeiro",
    "mexico city",
    "new delhi",
    "papua new guinea",
    "east timor",
    "czech republic",
    "dominican republic",
    "new orleans",
    "addis ababa",
    "kuala lumpur",
    "tel aviv",
    "phnom penh",
    "pearl harbor",
    "south sudan",
    "north vietnam",
    "south vietnam",
    "west berlin",
    "east berlin",
    "asia minor",
    "new england",
    "new jersey",
    "new mexico",
    "north carolina",
    "south carolina",
    "vereinigte staaten",
];
