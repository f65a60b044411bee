//! Which languages the commonest words of a text are of.
//!
//! To hold a text against the letters of all seventy languages takes as long as
//! the rest of an extraction. Its function words ("the", "och", "się") leave one
//! or a few to choose from, for next to nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use whatlang::Lang;

/// Fewer function words, or a smaller share of the words, say nothing: a menu, a
/// list of names, a language that is not in the table.
const LEAST_WORDS: u32 = 12;
const LEAST_SHARE: u32 = 8;

/// Languages written in Latin letters, with words that few of their sentences do
/// without. Of near relatives the words that divide them.
const WORDS: &[(Lang, &str)] = &[
    (Lang::Eng, "the of and to in is that for it was with on as are"),
    (Lang::Deu, "der die und in den von zu das mit sich des auf für ist nicht ein"),
    (Lang::Fra, "de la le les et des en du une un que pour dans qui est"),
    (Lang::Spa, "de la que el en y los del las un por con para una se"),
    (Lang::Por, "de que e o da do em um para com não uma os no na"),
    (Lang::Ita, "di e il la che in un per del non con una della è sono"),
    (Lang::Cat, "de la i el que en a les els per amb una del és"),
    (Lang::Ron, "de și şi în a la cu pe din care nu o pentru este"),
    (Lang::Lat, "et in est non ad ut cum qui quod sed ex"),
    (Lang::Epo, "la de kaj en estas al por ne kiu estis"),
    (Lang::Nld, "de van het een en in is dat op te zijn voor met niet"),
    (Lang::Afr, "die en van in het is nie vir om te wat dat sy"),
    (Lang::Swe, "och i att det som en på är av för med den till inte"),
    (Lang::Dan, "og i at det en den til er som på de med af ikke"),
    (Lang::Nob, "og i det på som er en til å har av med ikke for"),
    (Lang::Fin, "ja on ei se että oli hän mutta ovat myös joka kun"),
    (Lang::Est, "ja on ei et see oli ta ka kui mis aga ning"),
    (Lang::Hun, "a az és hogy nem is egy meg de ez volt van"),
    (Lang::Pol, "w i na z się do nie że jest to o od przez"),
    (Lang::Ces, "a v se na je že s do to z o pro jsou i"),
    (Lang::Slk, "a v sa na je že s do to z o pre sú aj"),
    (Lang::Hrv, "i u je na se za da su od s ne kao koji"),
    (Lang::Slv, "in je v na se za da so z ki pa tudi"),
    (Lang::Lav, "un ir par no ar kas uz tas bet ka arī"),
    (Lang::Lit, "ir į kad su iš yra bet tai kaip o"),
    (Lang::Tur, "ve bir bu da de için ile olarak çok daha olan"),
    (Lang::Aze, "və bir bu da də üçün ilə olan daha"),
    (Lang::Tuk, "we bir bu üçin bilen hem"),
    (Lang::Uzb, "va bu bir uchun bilan ham"),
    (Lang::Vie, "và của là có không được cho một những người trong các"),
    (Lang::Ind, "yang dan di ini itu dengan untuk dari tidak pada"),
    (Lang::Jav, "ing kang lan iku saka sing"),
    (Lang::Tgl, "ang ng sa na mga at ay"),
    (Lang::Cym, "y yn a i o ar mae yr ac"),
];

/// The languages of each word, as bits by their place in the table.
static LANGUAGES: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let mut languages = HashMap::new();
    for (place, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split(' ') {
            *languages.entry(word).or_insert(0) |= 1 << place;
        }
    }
    languages
});

/// The languages that a text may be of: those with at least half as many of their
/// function words in it as any has. All, if none has enough; then nothing is
/// said.
///
/// Linear in the text.
pub(super) fn shortlist(text: &str) -> Option<Vec<Lang>> {
    let mut hits = [0_u32; WORDS.len()];
    let mut words = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        let mut languages = LANGUAGES.get(word).copied().unwrap_or(0);
        while languages != 0 {
            hits[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    let most = hits.into_iter().max().unwrap_or(0);
    let is_near = |(place, &count): (usize, &u32)| (count * 2 >= most).then_some(WORDS[place].0);
    (most >= LEAST_WORDS && most * LEAST_SHARE >= words)
        .then(|| hits.iter().enumerate().filter_map(is_near).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_leave_few_languages() {
        let english = "The tide turns every six hours, and it is a little later each day. \
            Fishermen on the coast still read it from the stones of the old harbour wall, \
            and they are in the boats for the best of it.";
        assert_eq!(shortlist(english), Some(vec![Lang::Eng]));
        let danish = "Det er ikke den første gang, og det er som altid på de gamle mure, at en af dem \
            i byen med sten til det hele kommer.";
        let found = shortlist(danish).unwrap();
        assert!(found.contains(&Lang::Dan) && found.contains(&Lang::Nob) && !found.contains(&Lang::Deu));
        assert_eq!(shortlist("Home News Sport Weather About Contact Privacy Terms"), None);
        assert_eq!(shortlist(""), None);
    }
}
