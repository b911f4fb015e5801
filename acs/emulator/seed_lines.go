package emulator

// talk names a conversation of the demo data.
type talk string

// Conversations of the demo data.
const (
	talkSmall      talk = "" // a few words that fit anywhere
	talkIncident   talk = "incident"
	talkAllHands   talk = "all hands"
	talkOrder      talk = "order"
	talkTokyo      talk = "tokyo"
	talkSeoul      talk = "seoul"
	talkOnCall     talk = "on call"
	talkShanghai   talk = "shanghai"
	talkRiyadh     talk = "riyadh"
	talkEscalation talk = "escalation"
	talkMeeting    talk = "meeting"
	talkNotes      talk = "notes"
	talkZurich     talk = "zurich"
)

// seedLines are a conversation's messages, the oldest first.
func seedLines(which talk) []seedLine {
	switch which {
	case talkIncident:
		return incidentLines()
	case talkAllHands:
		return allHandsLines()
	case talkOrder:
		return orderLines()
	case talkTokyo, talkSeoul, talkShanghai, talkRiyadh, talkZurich:
		return foreignLines(which)
	case talkOnCall:
		return onCallLines()
	case talkEscalation:
		return escalationLines()
	case talkMeeting:
		return meetingLines()
	case talkNotes:
		return notesLines()
	case talkSmall:
	}
	return smallLines()
}

// incidentLines are a lively one: texts, html, metadata, edits and a deletion.
func incidentLines() []seedLine {
	return []seedLine{
		{by: 0, text: "Card payments in EU west time out since 09:12. I opened INC-4711, severity 2."},
		{by: 1, text: "On it. Error rate of the payment gateway?"},
		{by: 2, html: true, text: `<p>Gateway: <b>14.2 %</b> errors, normal is 0.1 %. Dashboard: <a href="https://status.example.com/4711">status.example.com/4711</a></p>`},
		{by: 3, text: "Shop floor says only cards, vouchers work."},
		{by: 1, text: "Milk, eggs, rice, the good coffee", deleted: true},
		{by: 0, text: "Wrong window, I think 🙈"},
		{by: 4, text: "Deploy 2025.11.3 went out at 09:10, that is two minutes before.", before: "Deploy 2025.11.2 went out at 09:10, that is two minutes before."},
		{by: 2, text: "Rolling it back now.\nStep 1: drain the pool in EU west\nStep 2: switch the image\nStep 3: fill the pool again"},
		{by: 5, text: "Customers on the phone: what do we tell them?"},
		{by: 0, text: "“We know, please try again in half an hour, nothing was charged twice.”", metadata: metadata{{"template", "outage-short"}}},
		{by: 1, html: true, text: `<ul><li>drained ✓</li><li>switched ✓</li><li>filling …</li></ul>`, before: `<ul><li>drained ✓</li><li>switching …</li></ul>`},
		{by: 6, text: "👍"},
		{by: 2, text: "Errors fall: 6 % … 2 % … 0.4 %", metadata: metadata{{"alert", "gateway-errors"}, {"value", "0.4"}}},
		{by: 3, text: "First card payment went through at the till in Porto."},
		{by: 0, text: "Watching it for ten more minutes before I close."},
		{by: 1, text: "Post-mortem tomorrow at ten, the invitation follows."},
	}
}

// orderLines are a talk with a customer.
func orderLines() []seedLine {
	return []seedLine{
		{by: 0, text: "Refund of order 88213: the parcel came back to us damaged."},
		{by: 1, text: "The customer is in this thread now."},
		{by: 0, text: "Hello Zoë, we have your parcel and refund 129.90 €.", metadata: metadata{{"visible", "customer"}}},
		{by: 1, text: "Paid out today, it takes two banking days.", before: "Paid out today, it takes five banking days."},
		{by: 0, html: true, text: `<p>Receipt: <i>R-2025-88213</i></p>`},
		{by: 1, text: "Do you want the vase again, or leave it at the refund?"},
	}
}

// onCallLines are short ones.
func onCallLines() []seedLine {
	return []seedLine{
		{by: 0, text: "Who has tonight? 🧑🏽‍🚒"},
		{by: 2, text: "Me until midnight."},
		{by: 3, text: "I take over at 00:00 👍🏿"},
		{by: 1, text: "Pager test: please acknowledge."},
		{by: 2, text: "ack"},
		{by: 3, text: "ack ✅", before: "akc"},
		{by: 4, text: "Quiet night, everybody. 🌙"},
	}
}

// escalationLines are of a larger round, without read receipts.
func escalationLines() []seedLine {
	return []seedLine{
		{by: 0, text: "Escalations go here, one message each, ticket number first."},
		{by: 4, text: "T-10021: export of 40,000 rows never ends."},
		{by: 9, text: "T-10021 is with us (tier 3)."},
		{by: 5, text: "T-10034: cannot log in after the move to the new tenant.", deleted: true},
		{by: 7, text: "T-10035: invoices in the wrong currency since Tuesday."},
		{by: 1, html: true, text: `<p>T-10035 → <b>finance</b>. Query: <code>select currency, count(*) from invoices group by 1</code></p>`},
		{by: 12, text: "T-10021: fixed, the export streams now.", metadata: metadata{{"ticket", "T-10021"}, {"state", "solved"}}},
		{by: 0, text: "Thank you. I close it with the customer."},
	}
}

// meetingLines are those of a Teams meeting: its chat has attachments.
func meetingLines() []seedLine {
	const files = "https://files.example.com/supplier-call/"
	return []seedLine{
		{by: 0, text: "Agenda: prices, delivery times, the broken pallet."},
		{by: 2, text: "Minutes are being taken 🤖"},
		{by: 0, html: true, text: `<p>This is how it arrived: <img id="pallet-1" alt="pallet"></p>`, attachments: []attachment{
			{id: "pallet-1", kind: attachmentImage, name: "pallet.jpeg", url: files + "pallet.jpeg", previewURL: files + "pallet-small.jpeg"},
		}},
		{by: 1, text: "And the price list.", attachments: []attachment{
			{id: "prices-2", kind: attachmentFile, name: "prices 2026.xlsx", url: files + "prices-2026.xlsx"},
		}},
		{by: 3, text: "I can only listen, I am on the telephone."},
		{by: 0, text: "Next call in a week, same time."},
	}
}

// notesLines are a monologue.
func notesLines() []seedLine {
	return []seedLine{
		{text: "Renew the certificate of the label printer in March."},
		{text: "Ask Ines about the spare scanner."},
		{text: "Passphrase hint: the old street", deleted: true},
		{text: "Read: retention of threads, 30 to 90 days."},
	}
}

// smallLines fit anywhere.
func smallLines() []seedLine {
	return []seedLine{
		{by: 0, text: "I made this thread so that we have it in one place."},
		{by: 1, text: "Good idea."},
		{by: 2, text: "Is everybody in?"},
		{by: 3, text: "I think so, who is missing can be added."},
		{by: 1, text: "The list is in the wiki.", before: "The list is in my drawer."},
		{by: 0, text: "👌"},
	}
}

// foreignLines are in other languages and scripts.
func foreignLines(which talk) []seedLine {
	texts := map[talk][]string{
		talkTokyo: {
			"お疲れさまです。夜間シフトの引き継ぎを始めます。", "大阪倉庫のベルトコンベア2号機が停止中です。", "了解しました。保守担当に連絡済みです。",
			"復旧見込みは23時です。", "ありがとうございます🙇", "予備機に切り替えました。出荷に遅れはありません。", "では引き継ぎ完了です。お先に失礼します。",
		},
		talkSeoul: {
			"안녕하세요, 서울 데스크입니다 ☎️", "오늘 문의량이 평소보다 많습니다.", "환불 문의는 2번 대기열로 돌려 주세요.", "네, 알겠습니다!",
			"고객님께 다시 전화드렸습니다. 해결됐어요 👍", "수고하셨습니다.",
		},
		talkShanghai: {
			"上海仓库有三个托盘标签错误。", "哪一批？", "批次 20251103-07，发往成都。", "先停止装车，我去现场确认。",
			"已重新贴标，照片稍后发。", "辛苦了！今晚能发出吗？", "可以，22:30 发车。",
		},
		talkRiyadh: {
			"السلام عليكم، هل وصل الطلب رقم 5521؟", "وعليكم السلام، ما زال في الجمارك.", "العميل ينتظر منذ ثلاثة أيام.",
			"سأتصل بشركة الشحن الآن ☎", "تم الإفراج عن الشحنة، التسليم غدًا إن شاء الله.", "ممتاز، شكرًا لك! (order 5521)",
		},
		talkZurich: {
			"Bonjour à tous, le compte rendu est en ligne.", "Danke! Zürich ist einverstanden.", "São Paulo também está de acordo.",
			"Prochaine réunion d’équipe : mardi, 14 h.", "Até terça!",
		},
	}
	lines := make([]seedLine, 0, len(texts[which]))
	for i, text := range texts[which] {
		lines = append(lines, seedLine{by: i * 2, text: text})
	}
	return lines
}
