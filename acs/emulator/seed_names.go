package emulator

// namePool is a set of names of one way of writing them.
type namePool struct {
	given, family []string
	familyFirst   bool
	between       string
}

// namePools gives the names of the demo company's people. Its emoji and combining
// marks are written as escapes where an editor might change them.
func namePools() []namePool {
	return []namePool{
		{
			given: []string{
				"Amelia", "Björn", "Chidi", "Dagny", "Esteban", "Fatou", "Grace", "Håkon", "Ines", "Jonas",
				"Kwame", "Lucía", "Mateusz", "Noor", "Olga", "Priya", "Quentin", "Rosa", "Søren", "Thandiwe",
			},
			family: []string{
				"Abara", "Bergström", "Castellanos", "Dąbrowska", "Eriksen", "Fernández", "Gunnarsdóttir", "Horváth",
				"Ivanova", "Jørgensen", "Kowalczyk", "Lindqvist", "Mbeki",
			},
			between: " ",
		},
		{
			given:       []string{"太郎", "花子", "健一", "美咲", "陽菜", "翔太", "さくら", "悠真"},
			family:      []string{"佐藤", "鈴木", "高橋", "田中", "渡辺", "小林", "長谷川"},
			familyFirst: true, between: " ",
		},
		{
			given:       []string{"민준", "서연", "도윤", "지우", "하은", "예준", "수아"},
			family:      []string{"김", "이", "박", "최", "정", "남궁"},
			familyFirst: true,
		},
		{
			given:       []string{"伟", "秀英", "建国", "丽娟", "子涵", "浩然", "雨桐", "思远"},
			family:      []string{"王", "李", "张", "刘", "陈", "欧阳", "司马"},
			familyFirst: true,
		},
		{
			given:   []string{"أحمد", "فاطمة", "يوسف", "ليلى", "عمر", "مريم", "خالد"},
			family:  []string{"الحسيني", "العلي", "بن سعيد", "القحطاني", "منصور"},
			between: " ",
		},
	}
}

// specialNames are names that are hard to show: emoji of several code points,
// flags, skin tones, combining marks, half and full width, very long ones. The
// empty one stands for a participant without display name.
func specialNames() []string {
	return []string{
		"Zoe\u0308 Nguye\u0302\u0303n",                           // combining marks instead of composed letters
		"Family desk \U0001F468\u200D\U0001F469\u200D\U0001F467", // one family of three, joined
		"Anaïs \U0001F9D1\U0001F3FD\u200D\U0001F680",             // an astronaut with a skin tone
		"Lyon \U0001F1EB\U0001F1F7 / Osaka \U0001F1EF\U0001F1F5", // flags
		"", // no display name
		"Rainbow rota \U0001F3F3\uFE0F\u200D\U0001F308", // a flag joined with a rainbow
		"ﾔﾏﾀﾞ ﾀﾛｳ (half width)",
		"Ｎｉｇｈｔ Ｄｅｓｋ",
		"Bartholomäus Maximilian Freiherr von Hohenstein-Wettersbach zu Lüdenscheid, Regional Director for Logistics and Returns (acting)",
		"Thumbs \U0001F44D\U0001F3FF up \u2764\uFE0F", // an emoji by variation selector
		"नेहा शर्मा",                                  // conjuncts and vowel signs
		"Ṩ\u0323\u0307tacked M\u0301\u0302\u0303arks", // several marks on one letter
		"王小明（夜班值班长）",
		"สมชาย ใจดี", // Thai vowels above and below
		"O’Brien-Σωκράτης, Дарья",
		"",
		longWord + " (Jürgen)", // a word no line can break
		"ليلى (Nadia) 田中",      // right to left, left to right and wide in one
		"\U0001F469\U0001F3FE\u200D\U0001F91D\u200D\U0001F468\U0001F3FB", // only an emoji: two people holding hands
		"keycap 1\uFE0F\u20E3 desk",
	}
}

const longWord = "Lieferkettensorgfaltspflichtenbeauftragtenstellvertretung"

// personName is the name of the person n: different people come in different
// scripts, mostly Latin, and the same n always has the same name. A pool's two
// lists have lengths without a common divisor, so that all their pairs come up
// before one comes again.
func personName(n int) string {
	order := []int{0, 0, 1, 0, 3, 0, 2, 0, 4, 0}
	which := order[n%len(order)]
	// The place among the people of the same script.
	place, perRound := 0, 0
	for i, script := range order {
		if script != which {
			continue
		}
		perRound++
		if i < n%len(order) {
			place++
		}
	}
	place += n / len(order) * perRound
	pool := namePools()[which]
	given, family := pool.given[place%len(pool.given)], pool.family[place%len(pool.family)]
	if pool.familyFirst {
		return family + pool.between + given
	}
	return given + pool.between + family
}
