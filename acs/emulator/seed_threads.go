package emulator

import "time"

const (
	day  = 24 * time.Hour
	week = 7 * day
)

// demoThreads are the threads of the demo data, newest activity first. The demo
// operator is a member of all but the one he has left.
func demoThreads(size int) []seedThread {
	return append(recentThreads(size), olderThreads()...)
}

// recentThreads are those with messages of the last days.
func recentThreads(size int) []seedThread {
	return []seedThread{
		{
			topic: "Incident 4711 · card payments time out, EU west", age: 3 * time.Hour, quiet: 40 * time.Second,
			formerTopic: "Incident 4711", talk: talkIncident,
			people: append(append(people(teamLead, operator, 2, 4), specials()[:4]...), seedPerson{
				id: KnownUserID(61), name: "Vendor liaison (temporary)", since: 2 * time.Hour,
			}),
			metadata: metadata{{"severity", "2"}, {"service", "payments"}, {"ticket", "INC-4711"}},
		},
		{
			topic: "Operations all hands", age: 60 * week, quiet: 4 * time.Minute,
			talk:   talkAllHands,
			people: bigThread(size), metadata: metadata{{"audience", "everyone"}, {"owner", "operations"}},
		},
		{
			topic: "Order 88213 · refund for Zoë Müller", age: 2 * day, quiet: 17 * time.Minute,
			talk: talkOrder,
			people: []seedPerson{
				{id: KnownUserID(3), name: seedName(3)},
				person(operator),
				{id: KnownUserID(300), name: "Zoë Müller (customer)", since: 2*day - time.Hour, metadata: metadata{{"role", "customer"}, {"locale", "de-DE"}}},
			},
			metadata:  metadata{{"order", "88213"}, {"channel", "web"}, {"priority", "high"}},
			retention: &retentionPolicy{Kind: retentionByAge, DeleteThreadAfterDays: 30},
		},
		{
			topic: "東京・大阪 夜間シフト引き継ぎ", age: 20 * week, quiet: 52 * time.Minute,
			talk:   talkTokyo,
			people: append(people(12, operator), crowdOf(12, 2, 14)...),
		},
		{
			topic: "고객 지원팀 · 서울 데스크 ☎️", age: 31 * week, quiet: 2 * time.Hour,
			talk:   talkSeoul,
			people: append(people(16, operator), crowdOf(16, 6, 11)...),
		},
		{
			topic: "On call tonight 🧑🏽‍🚒", age: 9 * week, quiet: 3 * time.Hour,
			talk:   talkOnCall,
			people: people(7, operator, 5, 24, 8, 31),
		},
		{
			topic: "上海仓库 – 物流异常处理（紧急）", age: 14 * week, quiet: 5 * time.Hour,
			talk:   talkShanghai,
			people: append(people(14, operator), crowdOf(14, 4, 18)...),
		},
		{
			topic: "دعم العملاء – الرياض", age: 11 * week, quiet: 9 * time.Hour,
			talk:   talkRiyadh,
			people: append(people(18, operator), crowdOf(18, 8, 9)...),
		},
		{
			topic: "Support escalations: tier 2 → tier 3", age: 45 * week, quiet: 13 * time.Hour,
			talk:     talkEscalation,
			people:   append(people(operator, teamLead), crowd(40, 21)...),
			metadata: metadata{{"team", "support"}},
		},
		{
			id:    "19:meeting_MjdhNjM4YzUtYzExZi00OTFkLTkzZTAtNTVlNmZmMDhkNGU2@thread.v2",
			topic: "Weekly supplier call (Teams meeting)", age: 3 * day, quiet: day,
			talk: talkMeeting,
			people: []seedPerson{
				{id: "8:orgid:3a1d9c52-77f0-4c1b-9a3e-5d2f8b60c714", name: "Ingrid Solberg (Teams)"},
				person(operator),
				{id: "8:teamsvisitor:b0c7e6a1f2d94e3b8a5c0d1e2f3a4b5c", name: "Guest of the supplier", since: day + time.Hour},
				{id: "28:orgid:c92f0b6d-4a15-4f8e-8f27-1b7d3e9a5c60", name: "Minutes bot 🤖"},
				{id: "4:+493012345678", name: "Telephone, Berlin ☎"},
			},
		},
	}
}

// olderThreads are the quieter ones.
func olderThreads() []seedThread {
	return []seedThread{
		{
			topic: "Release train 42 🚂", age: 5 * week, quiet: 2 * day,
			people:    append(people(operator, 9), crowd(70, 12)...),
			metadata:  metadata{{"release", "42"}, {"stage", "canary"}},
			retention: &retentionPolicy{Kind: retentionByAge, DeleteThreadAfterDays: 90},
		},
		{
			topic: " ", age: 4 * week, quiet: 3 * day,
			people: []seedPerson{{id: KnownUserID(301)}, person(operator), {id: KnownUserID(302)}, {id: KnownUserID(303)}},
		},
		{
			topic: "Customer escalation board: orders of the holiday season that are late, damaged, returned twice or " +
				"paid for and never shipped, with the carriers' answers, the refunds already promised by the desk in Porto, " +
				"the vouchers sent out by mistake on the second of the month, and everything else that the morning round " +
				"decided to keep in one place until the new tracking system is there – please read the pinned list before asking",
			age: 12 * week, quiet: 5 * day, people: append(people(10, operator), specials()...),
		},
		{
			topic: "Warehouse robots, line 3", age: 16 * week, quiet: 6 * day,
			people: []seedPerson{
				person(20), person(operator),
				{id: KnownUserID(62), name: seedName(62), since: 15 * week},
				{id: KnownUserID(63), name: seedName(63), since: 30 * day},
				{id: KnownUserID(64), name: seedName(64), since: 6 * day},
				{id: KnownUserID(304), name: "Robot arm 3-B", since: time.Hour, metadata: metadata{{"serial", "RA-3B-0098"}, {"firmware", "4.2.1"}}},
			},
			retention: &retentionPolicy{Kind: retentionNone},
		},
		{
			topic: "Former project Kestrel", age: 50 * week, quiet: 2 * week, left: true,
			people: people(22, operator, 33, 34, 35),
		},
		{
			topic: "Notes to self", age: 26 * week, quiet: 3 * week, people: people(operator),
			talk: talkNotes,
		},
		{
			topic: "Office move, third floor", age: 40 * week, quiet: 8 * week, deleted: 6 * week,
			people: append(people(operator, teamLead), crowd(90, 16)...),
		},
		{
			topic: "Zürich ⇄ São Paulo: réunion d’équipe", age: 55 * week, quiet: 12 * week,
			talk:   talkZurich,
			people: people(25, operator, 26, 28, 30, 36, 38),
		},
	}
}

// crowdOf gives count people whose names are written as those of a place in the
// order of scripts: every tenth person after the first.
func crowdOf(first, place, count int) []seedPerson {
	list := make([]seedPerson, 0, count)
	start := (first/10+1)*10 + place
	for n := range count {
		list = append(list, person(start+10*n))
	}
	return list
}
