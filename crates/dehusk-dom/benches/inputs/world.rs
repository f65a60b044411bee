//! Pages in other scripts than Latin.

use super::chrome;
use super::random::{Page, Random, put};

/// A language's words, and what stands between and after them.
#[derive(Debug)]
pub(super) struct Language {
    code: &'static str,
    /// What its page says that it is encoded in.
    charset: &'static str,
    words: &'static [&'static str],
    space: &'static str,
    stop: &'static str,
}

pub(super) const CHINESE: Language = Language {
    code: "zh-CN",
    charset: "gb2312",
    words: &[
        "港口",
        "渡船",
        "早晨",
        "市场",
        "冬天",
        "灯",
        "修理",
        "桥",
        "学校",
        "信",
        "果园",
        "之间",
        "机器",
        "村庄",
        "报告",
        "水",
        "石头",
        "木材",
        "天气",
        "季节",
        "我们",
        "他们",
        "的",
        "了",
        "在",
        "和",
        "已经",
        "因为",
        "铁路",
        "车站",
        "博物馆",
        "地图",
        "河流",
        "山谷",
        "慢慢",
        "打开",
        "写",
        "说",
        "没有",
        "一个",
    ],
    space: "",
    stop: "。",
};

const RUSSIAN: Language = Language {
    code: "ru",
    charset: "utf-8",
    words: &[
        "гавань",
        "паром",
        "утро",
        "рынок",
        "зима",
        "фонарь",
        "мост",
        "школа",
        "письмо",
        "сад",
        "между",
        "деревня",
        "вода",
        "камень",
        "погода",
        "и",
        "в",
        "на",
        "с",
        "что",
        "они",
        "уже",
        "потому",
        "железная",
        "станция",
    ],
    space: " ",
    stop: ". ",
};

const ARABIC: Language = Language {
    code: "ar",
    charset: "utf-8",
    words: &[
        "الميناء",
        "العبارة",
        "الصباح",
        "السوق",
        "الشتاء",
        "المصباح",
        "الجسر",
        "المدرسة",
        "رسالة",
        "بستان",
        "بين",
        "قرية",
        "ماء",
        "حجر",
        "طقس",
        "في",
        "من",
        "على",
        "هذا",
        "كان",
        "قد",
        "محطة",
        "خريطة",
        "نهر",
    ],
    space: " ",
    stop: "، ",
};

/// A portal in three languages, as aggregators have them.
pub(super) fn page() -> String {
    let (mut page, mut random) = (Page::default(), Random::new(6));
    chrome::open(&mut page, &mut random, "ru", "utf-8");
    for language in [&RUSSIAN, &CHINESE, &ARABIC] {
        language.section(&mut page, &mut random, 60);
    }
    chrome::close(&mut page, &mut random);
    page.finish()
}

impl Language {
    /// A page all in this language.
    pub(super) fn page(&self) -> String {
        let (mut page, mut random) = (Page::default(), Random::new(7));
        put!(page, "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" ");
        page.put("\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html><head>\n");
        put!(page, "<meta http-equiv=\"Content-Type\" content=\"text/html; charset={}\" />\n", self.charset);
        put!(page, "<title>{}</title></head>\n<body bgcolor=#FFFFFF>\n", self.words[0]);
        self.section(&mut page, &mut random, 300);
        page.put("</body></html>\n");
        page.finish()
    }

    fn section(&self, page: &mut Page, random: &mut Random, articles: usize) {
        put!(page, "<section lang=\"{}\" class=\"feed\">\n", self.code);
        for number in 0..articles {
            put!(page, "<div class=\"news-item\" id=\"n{number}\"><h3><a href=\"/{number}.shtml\" title=\"");
            self.sentence(page, random, 4);
            page.put("\" target=_blank>");
            self.sentence(page, random, 4);
            page.put("</a></h3>\n<p>\u{3000}\u{3000}");
            for _ in 0..4 {
                self.sentence(page, random, 14);
            }
            put!(page, "</p><span class=\"date\">2025-03-{:02}</span></div>\n", number % 28 + 1);
        }
        page.put("</section>\n");
    }

    fn sentence(&self, page: &mut Page, random: &mut Random, words: usize) {
        for word in 0..words {
            page.put(if word == 0 { "" } else { self.space });
            page.put(random.pick(self.words));
        }
        page.put(self.stop);
    }
}
