//! Words that tell what the name they belong to is the name of.

use super::{Lists, Tells};

/// What a capital and a number make a name with: `Resolution 1718`, `Apollo 11`.
pub(in crate::source) const NUMBERED: &[&str] = &[
    "resolution",
    "resolutions",
    "directive",
    "regulation",
    "article",
    "articles",
    "protocol",
    "law",
    "order",
    "amendment",
    "flight",
    "apollo",
    "sputnik",
    "voyager",
    "vostok",
    "soyuz",
    "pioneer",
    "gemini",
    "boeing",
    "airbus",
    "route",
    "highway",
    "section",
    "chapter",
    "figure",
    "fig",
    "table",
    "page",
    "part",
    "book",
    "volume",
    "level",
    "phase",
    "type",
    "mark",
    "no",
    "number",
    "room",
    "act",
    "convention",
    "decree",
    "bill",
    "line",
    "platform",
    "unit",
    "lesson",
    "lecture",
    "step",
    "resolución",
    "artikel",
    "gesetz",
    "kapitel",
    "abschnitt",
    "nr",
];

/// What makes an adjective of the name before it: `Beijing-based`.
pub(in crate::source) const AFTER_HYPHEN: &[&str] = &[
    "based",
    "led",
    "born",
    "backed",
    "style",
    "era",
    "speaking",
    "wide",
    "like",
    "made",
    "owned",
    "occupied",
    "held",
    "run",
    "trained",
    "educated",
    "sponsored",
    "funded",
    "controlled",
    "ruled",
    "friendly",
    "only",
    "age",
    "century",
    "level",
    "type",
    "shaped",
    "free",
    "winning",
    "term",
    "bound",
    "built",
    "brokered",
    "centric",
    "size",
    "sized",
    "day",
];

/// What people do that rivers do not.
pub(super) const DEEDS: &[&str] = &[
    "said",
    "says",
    "wrote",
    "argued",
    "born",
    "died",
    "married",
    "became",
    "studied",
    "painted",
    "discovered",
    "invented",
    "believed",
    "thought",
    "told",
    "asked",
    "replied",
    "returned",
    "moved",
    "met",
    "worked",
    "taught",
    "resigned",
    "retired",
    "published",
    "noticed",
    "knew",
    "felt",
    "claimed",
    "spoke",
    "travelled",
    "traveled",
    "graduated",
    "won",
    "showed",
    "proposed",
    "realised",
    "realized",
    "recalled",
    "warned",
    "announced",
    "declared",
    "learned",
    "learnt",
    "refused",
    "sagte",
    "schrieb",
    "starb",
    "heiratete",
    "studierte",
    "malte",
    "entdeckte",
    "erfand",
    "gewann",
    "wurde",
];
pub(super) const LISTS: Lists = &[
    (
        Tells::Title,
        "mr mrs ms miss dr prof professor sir dame lord lady king queen prince princess emperor
        empress tsar czar president chancellor premier minister senator governor mayor general
        colonel major captain lieutenant sergeant admiral marshal commander judge justice pope
        cardinal bishop archbishop father sister brother saint st rabbi imam sheikh sultan shah
        chairman chairwoman chairperson secretary ambassador director engineer architect
        physicist chemist philosopher poet explorer historian astronomer mathematician botanist
        biologist geologist novelist composer painter sculptor scientist inventor naturalist
        surgeon nurse author writer leader duke duchess count countess baron earl mme mlle
        monsieur madame herr frau könig königin kaiser kaiserin kanzler kanzlerin präsident
        präsidentin bundeskanzler bundeskanzlerin minister ministerin graf gräfin herzog fürst
        papst bischof professorin ingenieur architekt bürgermeister pastor reverend rev capt gen
        col sen rep gov sgt lt",
    ),
    (
        Tells::Given,
        "john mary james robert michael william david richard joseph thomas charles christopher
        daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george
        edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry
        justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis
        jerry henry peter arthur albert walter ernest alfred louis oscar hugo victor otto karl
        friedrich johann johannes wolfgang heinrich hans wilhelm ludwig franz josef jürgen klaus
        martin max felix anton emil rudolf konrad angela patricia jennifer linda elizabeth barbara
        susan jessica sarah karen nancy lisa margaret betty sandra ashley kimberly emily donna
        michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia
        kathleen amy anna angela ruth brenda pamela nicole katherine samantha christine emma
        catherine virginia rachel janet maria heather diane julie joyce victoria kelly christina
        joan evelyn lauren judith olivia martha marie rosa clara ada grace alice florence
        charlotte jane dorothy eleanor ellen irene lucy sophie sophia amelia agnes ida lise
        pierre jean jacques françois antoine henri claude marcel simone juan carlos josé luis
        miguel pedro pablo antonio francisco javier diego fernando rafael giovanni giuseppe marco
        paolo luigi leonardo galileo enrico vladimir ivan dmitri nikolai sergei mikhail boris
        yuri leonid alexei olga tatiana svetlana ahmed mohamed muhammad mohammed ali omar hassan
        ibrahim yusuf fatima aisha leila abdul mustafa mehmet raj rajesh amit sanjay indira
        mahatma jawaharlal nelson kofi kwame haruki akira hiroshi kenji yoko mao deng xi li wang
        zhang kim park isaac adam aaron abraham noah simon philip hugh francis edmund edwin edgar
        harold herbert leonard lewis oliver ralph roger roland theodore vincent neil buzz alan
        ian colin graham malcolm fiona isabella isabel ines hannah ingrid astrid erik lars olaf
        gustav sven nils björn magnus jan pieter willem hendrik johanna greta elena lucia carmen
        dolores teresa beatriz mercedes emilia amalia wilhelmina theodor eduard",
    ),
    (
        Tells::Organisation,
        "council ministry army navy force forces party university college school institute
        institution academy agency administration authority commission committee corporation
        company bank church parliament senate assembly union league federation
        association society organisation organization office bureau department board court
        tribunal police guard front movement foundation trust fund museum library hospital
        orchestra club team press times post gazette herald tribune broadcasting railway railways
        airlines airways ferries lines shipping motors industries compagnie eisenbahn group holdings inc ltd corp laboratory laboratories observatory
        government cabinet secretariat service corps brigade regiment division fleet guild
        chamber alliance coalition network initiative bundestag bundesrat reichstag ministerium
        universität partei gesellschaft verein bank akademie kirche armee verband gericht
        bundesgericht amt rat gewerkschaft works",
    ),
    (
        Tells::Document,
        "treaty treaties act acts law laws resolution resolutions convention protocol agreement
        accord accords pact charter constitution declaration amendment bill directive regulation
        code manifesto edict decree covenant report testament bible koran quran gospel
        memorandum communiqué armistice doctrine statute papers vertrag gesetz grundgesetz
        verfassung abkommen erklärung protokoll",
    ),
    (
        Tells::Event,
        "war wars battle revolution uprising rebellion revolt siege crisis conference summit
        talks games olympics championship championships cup festival expo exhibition prize award
        medal massacre genocide famine plague depression renaissance enlightenment reformation
        crusade crusades expedition campaign operation coup election elections congress
        olympiad fair derby marathon krieg weltkrieg schlacht revolution kongress
        dynasty empire holocaust",
    ),
    (
        Tells::Place,
        "river lake sea ocean mount mountain mountains hill hills island islands isle isles
        peninsula bay gulf strait straits channel canal cape coast desert valley forest plain
        plateau basin delta falls glacier volcano reef city town village county province
        prefecture district region territory state states republic kingdom street road avenue
        square park bridge castle palace cathedral abbey tower temple station airport port
        harbour harbor dam wall gate house hall fort fortress beach point ridge range pass creek
        spring springs crater cave caves highlands lowlands coastland north south east west
        northern southern eastern western central upper lower stadt fluss see berg
        meer gebirge insel straße platz schloss burg dom brücke tal wald land republik",
    ),
    (
        Tells::Capitalised,
        "monday tuesday wednesday thursday friday saturday sunday january february march april
        may june july august september october november december internet web montag dienstag
        mittwoch donnerstag freitag samstag sonntag god i dna rna pdf tv ok ad bc ce bce am pm
        spring summer autumn winter",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_list_has_a_word_twice() {
        for list in [NUMBERED, AFTER_HYPHEN, DEEDS] {
            let words: HashSet<&str> = list.iter().copied().collect();
            assert_eq!(words.len(), list.len(), "{list:?}");
        }
    }
}
