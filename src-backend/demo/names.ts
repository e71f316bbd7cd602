/** A name as its owner writes it, and as an e-mail address does. */
export type DemoName = readonly [written: string, address: string];

export interface NamePool {
  readonly first: readonly DemoName[];
  readonly last: readonly DemoName[];
}

/** `Zoë zoe, …`: names with their address forms; without one, the name in small letters. */
const parse = (text: string): readonly DemoName[] =>
  text.split(',').map((entry) => {
    const [written = '', address] = entry.trim().split('/');
    return [written, address ?? written.toLowerCase()];
  });

/** People's names by where they are common, in the scripts in which they are written there. */
export const namePools = {
  german: {
    first: parse(
      'Jürgen/juergen, Käthe/kaethe, Björn/bjoern, Anneliese, Sönke/soenke, Jörg/joerg, Ursula, Heiner, Rüdiger/ruediger, Lieselotte, Matthias, Sabine, Florian, Katharina, Götz/goetz, Wiebke',
    ),
    last: parse(
      'Müller/mueller, Schäfer/schaefer, Groß/gross, Weiß/weiss, Köhler/koehler, Brückner/brueckner, Jäger/jaeger, Hofmann, Schröder/schroeder, Böhm/boehm, Lindner, Krüger/krueger, Vogt, Strauß/strauss, Zimmermann, Fröhlich/froehlich',
    ),
  },
  nordic: {
    first: parse(
      'Åsa/asa, Øyvind/oyvind, Søren/soren, Bjørg/bjorg, Håkon/hakon, Þórdís/thordis, Jökull/jokull, Märta/marta, Päivi/paivi, Eero, Freja, Mikkel, Ingrid, Torbjörn/torbjorn, Aino, Linnéa/linnea',
    ),
    last: parse(
      'Ødegård/odegard, Sørensen/sorensen, Lindström/lindstrom, Åkesson/akesson, Hämäläinen/hamalainen, Guðmundsdóttir/gudmundsdottir, Kjær/kjaer, Nygård/nygard, Virtanen, Bergström/bergstrom, Mørk/mork, Holmberg, Þorvaldsson/thorvaldsson, Väisänen/vaisanen, Strøm/strom, Ekström/ekstrom',
    ),
  },
  slavicLatin: {
    first: parse(
      'Žofia/zofia, Łukasz/lukasz, Ana, Jiří/jiri, Šárka/sarka, Zbigniew, Đorđe/djordje, Małgorzata/malgorzata, Tomáš/tomas, Živa/ziva, Władysław/wladyslaw, Božena/bozena, Matija, Kateřina/katerina, Grzegorz, Ľubica/lubica',
    ),
    last: parse(
      'Ćurić/curic, Dvořák/dvorak, Wiśniewska/wisniewska, Žižková/zizkova, Błaszczyk/blaszczyk, Kovačević/kovacevic, Šťastný/stastny, Zieliński/zielinski, Novotná/novotna, Đurđević/djurdjevic, Hřebejk/hrebejk, Wójcik/wojcik, Černý/cerny, Pawłowski/pawlowski, Mlynár/mlynar, Żółkiewski/zolkiewski',
    ),
  },
  romance: {
    first: parse(
      'José/jose, François/francois, Inês/ines, Chloé/chloe, Íñigo/inigo, João/joao, Zoé/zoe, Noëlle/noelle, Ángel/angel, Lucía/lucia, Ștefan/stefan, Andreea, Béatrice/beatrice, Gonçalo/goncalo, Niccolò/niccolo, Agnès/agnes',
    ),
    last: parse(
      'Núñez/nunez, Lefèvre/lefevre, Gonçalves/goncalves, Peña/pena, D’Amico/damico, Ionescu, Țăranu/taranu, Lacroix, Muñoz/munoz, Araújo/araujo, Forêt/foret, De la Cruz/delacruz, Brânză/branza, Garçon/garcon, Ferreira, Cañizares/canizares',
    ),
  },
  turkic: {
    first: parse(
      'İbrahim/ibrahim, Gülşen/gulsen, Çağla/cagla, Oğuz/oguz, Şebnem/sebnem, Ömer/omer, Ayşe/ayse, Ilgın/ilgin',
    ),
    last: parse(
      'Yıldız/yildiz, Öztürk/ozturk, Çelik/celik, Şahin/sahin, Güneş/gunes, Kılıç/kilic, Doğan/dogan, Aydın/aydin',
    ),
  },
  vietnamese: {
    first: parse(
      'Thị Hương/huong, Đức/duc, Quỳnh/quynh, Minh, Thảo/thao, Hiếu/hieu, Ngọc Ánh/ngocanh, Tuấn/tuan',
    ),
    last: parse('Nguyễn/nguyen, Trần/tran, Phạm/pham, Lê/le, Đặng/dang, Huỳnh/huynh, Vũ/vu, Bùi/bui'),
  },
  cyrillic: {
    first: parse(
      'Олександр/oleksandr, Наталія/nataliia, Дмитрий/dmitry, Елена/elena, Юлія/yuliia, Георги/georgi, Јелена/jelena, Артём/artyom, Светлана/svetlana, Ярослав/yaroslav, Ганна/hanna, Милош/milos',
    ),
    last: parse(
      'Шевченко/shevchenko, Ковальчук/kovalchuk, Петрова/petrova, Щербаков/shcherbakov, Ђорђевић/djordjevic, Димитрова/dimitrova, Бойко/boiko, Журавлёв/zhuravlyov, Їжакевич/yizhakevych, Николов/nikolov, Мороз/moroz, Хрущова/khrushchova',
    ),
  },
  greek: {
    first: parse(
      'Γιώργος/giorgos, Ελένη/eleni, Κωνσταντίνος/konstantinos, Δέσποινα/despoina, Χρήστος/christos, Ευαγγελία/evangelia, Σπύρος/spyros, Ιωάννα/ioanna',
    ),
    last: parse(
      'Παπαδόπουλος/papadopoulos, Αγγελίδης/angelidis, Κωστοπούλου/kostopoulou, Νικολαΐδης/nikolaidis, Ξενάκης/xenakis, Βασιλείου/vasileiou, Οικονόμου/oikonomou, Ψαρρός/psarros',
    ),
  },
  arabic: {
    first: parse(
      'محمد/mohammed, فاطمة/fatima, يوسف/youssef, ليلى/layla, أحمد/ahmed, نور/nour, عبد الرحمن/abdulrahman, زينب/zainab',
    ),
    last: parse(
      'الحسيني/alhusseini, المصري/almasri, حداد/haddad, الخطيب/alkhatib, بن علي/benali, القحطاني/alqahtani, منصور/mansour, الشامي/alshami',
    ),
  },
  hebrew: {
    first: parse(
      'דוד/david, שירה/shira, יעקב/yaakov, נועה/noa, אברהם/avraham, תמר/tamar, איתי/itai, מיכל/michal',
    ),
    last: parse(
      'כהן/cohen, לוי/levi, מזרחי/mizrahi, פרץ/peretz, ביטון/biton, שפירא/shapira, גולדברג/goldberg, אוחיון/ohayon',
    ),
  },
  devanagari: {
    first: parse(
      'आरव/aarav, प्रिया/priya, संजय/sanjay, कृष्णा/krishna, अनन्या/ananya, विक्रम/vikram, मीनाक्षी/meenakshi, श्रेया/shreya',
    ),
    last: parse(
      'शर्मा/sharma, पटेल/patel, कुलकर्णी/kulkarni, त्रिपाठी/tripathi, मिश्रा/mishra, चौधरी/chaudhary, देशपांडे/deshpande, अग्रवाल/agrawal',
    ),
  },
  japanese: {
    first: parse(
      '太郎/taro, さくら/sakura, 健一/kenichi, 美咲/misaki, 翔太/shota, ゆかり/yukari, 大輔/daisuke, 恵子/keiko, アキラ/akira, 陽菜/hina, 直樹/naoki, 真由美/mayumi',
    ),
    last: parse(
      '青山/aoyama, 佐藤/sato, 高橋/takahashi, 渡邉/watanabe, 小林/kobayashi, 斎藤/saito, 長谷川/hasegawa, 五十嵐/igarashi, 森/mori, 大久保/okubo, 𠮷田/yoshida, 髙木/takagi',
    ),
  },
  chinese: {
    first: parse(
      '伟/wei, 秀英/xiuying, 建国/jianguo, 雨桐/yutong, 子涵/zihan, 志強/zhiqiang, 美玲/meiling, 浩然/haoran',
    ),
    last: parse('王/wang, 李/li, 欧阳/ouyang, 陳/chen, 司马/sima, 黃/huang, 周/zhou, 赵/zhao'),
  },
  korean: {
    first: parse(
      '민준/minjun, 서연/seoyeon, 지훈/jihun, 하은/haeun, 도윤/doyun, 수빈/subin, 영숙/youngsook, 현우/hyunwoo',
    ),
    last: parse('김/kim, 이/lee, 박/park, 최/choi, 정/jung, 강/kang, 남궁/namgung, 황보/hwangbo'),
  },
  thai: {
    first: parse(
      'สมชาย/somchai, ปราณี/pranee, ณัฐวุฒิ/nattawut, กัญญา/kanya, อภิชาติ/apichat, สุดารัตน์/sudarat, วีระ/weera, พิมพ์ชนก/pimchanok',
    ),
    last: parse(
      'ศรีสุวรรณ/srisuwan, วงศ์สวัสดิ์/wongsawat, ทองดี/thongdee, แก้วมณี/kaewmanee, บุญมาก/boonmak, จันทร์เพ็ญ/chanpen, รัตนกุล/rattanakul, ใจดี/jaidee',
    ),
  },
} as const satisfies Record<string, NamePool>;
export type NamePoolName = keyof typeof namePools;

/** Names at which layouts break. */
export const longNames: readonly (readonly [first: string, last: string, address: string])[] = [
  ['María de los Ángeles Guadalupe', 'Fernández de Córdoba y Álvarez de Toledo', 'maria.fernandez'],
  ['Karl-Theodor Maximilian Nikolaus', 'von und zu Hohenlohe-Waldenburg-Schillingsfürst', 'kt.hohenlohe'],
  ['Hubert Blaine', 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft', 'hubert.wolfe'],
  ['Rhoshandiatellyneshiaunneveshenk', 'O’Shaughnessy-Featherstonehaugh', 'rho.oshaughnessy'],
  ['กรุงเทพมหานคร อมรรัตนโกสินทร์', 'มหินทรายุธยามหาดิลก', 'krungthep'],
  ['X', 'Y', 'x.y'],
];
