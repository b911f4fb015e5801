package text_test

import (
	"testing"
	"time"

	"acs-chat-tui/ui/style/text"
)

func TestAgo(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	tests := []struct {
		then time.Time
		want string
	}{
		{now, "just now"},
		{now.Add(-59 * time.Second), "just now"},
		{now.Add(59 * time.Second), "just now"},
		{now.Add(-time.Minute), "1 min ago"},
		{now.Add(-5*time.Minute - 59*time.Second), "5 min ago"},
		{now.Add(-59*time.Minute - 59*time.Second), "59 min ago"},
		{now.Add(-time.Hour), "1 h ago"},
		{now.Add(-day + time.Second), "23 h ago"},
		{now.Add(-day), "1 day ago"},
		{now.Add(-12*day - 5*time.Hour), "12 days ago"},
		{now.Add(-31*day + time.Second), "30 days ago"},
		{now.Add(-31 * day), "1 month ago"},
		{now.AddDate(0, -4, 0), "4 months ago"},
		{now.AddDate(0, -4, 0).Add(time.Second), "3 months ago"},
		{now.AddDate(-1, 0, 0).Add(time.Second), "11 months ago"},
		{now.AddDate(-1, 0, 0), "1 year ago"},
		{now.AddDate(-2, -11, 0), "2 years ago"},
		{now.Add(3*time.Hour + 20*time.Minute), "in 3 h"},
		{now.Add(30 * day), "in 30 days"},
		{now.AddDate(1, 0, 0), "in 1 year"},
		{now.Add(-2 * time.Hour).In(time.FixedZone("", 14*3600)), "2 h ago"},
	}
	for _, test := range tests {
		if got := text.Ago(now, test.then); got != test.want {
			t.Errorf("Ago of %v = %q, want %q", test.then, got, test.want)
		}
	}
}

func TestLife(t *testing.T) {
	t.Parallel()
	tests := []struct {
		left time.Duration
		want string
	}{
		{-time.Hour, "expired"},
		{0, "expired"},
		{time.Millisecond, "under 1 s"},
		{45*time.Second + 900*time.Millisecond, "45 s"},
		{time.Minute, "1 min"},
		{59*time.Minute + 59*time.Second, "59 min"},
		{time.Hour, "1 h"},
		{23*time.Hour + 59*time.Minute + 59*time.Second, "23 h 59 min"},
		{24 * time.Hour, "1 day"},
		{51 * time.Hour, "2 days 3 h"},
	}
	for _, test := range tests {
		if got := text.Life(test.left); got != test.want {
			t.Errorf("Life(%v) = %q, want %q", test.left, got, test.want)
		}
	}
}

func TestLocalAndUTC(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 23, 5, 9, 0, time.UTC)
	tests := []struct {
		name       string
		at         time.Time
		loc        *time.Location
		local, utc string
	}{
		{"east", at, time.FixedZone("CET", 3600), "2026-11-24 00:05:09 +01:00", "2026-11-23 23:05:09 UTC"},
		{"half hours west", at, time.FixedZone("", -12600), "2026-11-23 19:35:09 -03:30", "2026-11-23 23:05:09 UTC"},
		{"no location", at, nil, "2026-11-23 23:05:09 +00:00", "2026-11-23 23:05:09 UTC"},
		{
			"fraction", at.Add(120 * time.Millisecond), time.UTC,
			"2026-11-23 23:05:09.12 +00:00", "2026-11-23 23:05:09.12 UTC",
		},
		{"year one", time.Time{}, time.UTC, "0001-01-01 00:00:00 +00:00", "0001-01-01 00:00:00 UTC"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			local, utc := text.LocalAndUTC(test.at, test.loc)
			if local != test.local || utc != test.utc {
				t.Errorf("got %q, %q; want %q, %q", local, utc, test.local, test.utc)
			}
		})
	}
}
