//! Small words of everyday, abbreviations, months.

/// Articles, pronouns, prepositions, conjunctions, auxiliaries, and adverbs that open sentences;
/// English is first, and stands for a language that is not listed.
pub(super) const COMMON: &[(&str, &str)] = &[
    (
        "en",
        "a an the this that these those it its he his him she her they their them we our us you your i my me
        who whom whose which what when where why how there here
        and or but nor so yet for if unless until till while whereas although though because since as than
        whether either neither both not no yes
        in on at by to of from with without within into onto upon over under above below between among
        amongst across through throughout during before after against along around about near off out up
        down beyond behind beside besides despite toward towards per via like unlike except versus
        is are was were be been being am has have had having do does did will would shall should can could
        may might must let
        all any some many much more most few fewer less least several each every other others another such
        same own only just even also too very quite rather almost nearly about still already again once
        twice then now later earlier soon ago ever never always often sometimes usually today yesterday
        tomorrow however moreover furthermore therefore thus hence indeed instead meanwhile nevertheless
        nonetheless otherwise perhaps maybe finally eventually recently currently originally initially
        according following including regarding concerning given based due thanks
        one two three four five six seven eight nine ten first second third last next former latter early late
        new old long short great little large small high low good bad
        most everyone everybody everything someone somebody something nobody nothing anyone anything none
        hers ours theirs mine yours himself herself itself themselves",
    ),
    (
        "de",
        "der die das den dem des ein eine einer eines einem einen und oder aber doch denn sondern wenn als
        ob weil dass obwohl während nachdem bevor seit bis in im an am auf aus bei beim mit nach von vom zu
        zum zur für gegen ohne um über unter vor hinter neben zwischen durch ist sind war waren wird werden
        wurde wurden hat haben hatte hatten kann können konnte konnten muss müssen soll sollte er sie es
        wir ihr ihre ihrer ihren ihrem sein seine seiner seinen seinem sich nicht kein keine auch noch nur
        schon so sehr mehr viele viel alle dieser diese dieses diesem diesen jener jene dort hier da dann
        heute damals später zuerst zunächst schließlich trotzdem jedoch dennoch deshalb daher dabei dazu
        damit dafür dagegen etwa rund fast man was wer wo wie warum wann insgesamt allerdings außerdem
        bereits jedes jeder jede einige mehrere beide zwei drei vier fünf sechs sieben acht neun zehn",
    ),
    (
        "fr",
        "le la les un une du au aux et ou mais dans sur avec pour par en de des il elle ils elles
        ce cette ces que qui ne pas se son sa ses leur leurs est était sont fut à",
    ),
    (
        "es",
        "el la los las un una del al y o pero con por para que en lo su sus se fue es era de no a",
    ),
    (
        "it",
        "il lo la i gli le un uno una nel nella della del di che con per è era e o in da a si non",
    ),
    (
        "nl",
        "de het een van en op te dat die met voor niet is was werd zijn in aan bij naar om er",
    ),
    (
        "pt",
        "o a os as um uma do da dos das no na nos nas em de e ou com por para que foi é não se",
    ),
];

/// Abbreviations that stand before something, in lower case and without their last full stop.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "rev", "gen", "col", "maj", "capt", "lt",
    "sgt", "hon", "gov", "sen", "rep", "pres", "mt", "ft", "no", "nos", "vol", "vols", "pp", "p",
    "ch", "sec", "fig", "figs", "art", "ed", "eds", "cf", "vs", "v", "viz", "al", "e.g", "i.e",
    "c", "ca", "approx", "b", "d", "fl", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "inc", "ltd", "dept", "univ", "assn", "bros", "nr", "z.b", "d.h",
    "u.a", "bzw", "ca", "geb", "gest", "hl", "z", "d.h", "usw", "dipl", "bd", "jh", "chr", "mio",
    "mrd", "ph.d", "messrs", "mme", "mlle", "adm", "cmdr", "supt", "ave", "blvd",
];

/// The months in several languages, each line one month.
pub(super) const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier enero gennaio januari janeiro",
    "february feb februar feber février febrero febbraio februari fevereiro",
    "march mar märz mars marzo maart março",
    "april apr avril abril aprile",
    "may mai mayo maggio mei maio",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août agosto augustus",
    "september sept sep septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre diciembre dicembre dezembro",
];
