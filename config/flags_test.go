package config_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"acs-chat-tui/config"
)

func TestRegisterGivesTheFlagsOfTheProgram(t *testing.T) {
	t.Parallel()
	var flags config.Flags
	set := pflag.NewFlagSet("acs-chat-tui", pflag.ContinueOnError)
	flags.Register(set)

	got := map[string]string{}
	set.VisitAll(func(flag *pflag.Flag) {
		placeholder, _ := pflag.UnquoteUsage(flag)
		got[flag.Name] = placeholder
		if flag.Shorthand != "" {
			t.Errorf("--%s has the short form -%s, which no document promises", flag.Name, flag.Shorthand)
		}
	})
	want := map[string]string{
		"profile": "NAME", "config": "FILE", "user": "RAWID", "ca-file": "FILE",
		"endpoint": "URL", "api-version": "V", "thread": "ID", "emulator": "", "readonly": "",
		"log": "FILE", "theme": "auto|dark|light|none", "mouse": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("flags and their placeholders (-want +got):\n%s", diff)
	}

	for line := range strings.SplitSeq(set.FlagUsages(), "\n") {
		if utf8.RuneCountInString(line) > 110 {
			t.Errorf("a help line is wider than 110 columns:\n%s", line)
		}
	}
	if diff := cmp.Diff(config.Flags{Theme: config.ThemeAuto}, flags); diff != "" {
		t.Errorf("defaults (-want +got):\n%s", diff)
	}
}

func TestRegisterConnectionHasNoFlagOfTheScreen(t *testing.T) {
	t.Parallel()
	var flags config.Flags
	set := pflag.NewFlagSet("doctor", pflag.ContinueOnError)
	flags.RegisterConnection(set)
	var got []string
	set.VisitAll(func(flag *pflag.Flag) { got = append(got, flag.Name) })
	want := []string{"api-version", "ca-file", "config", "emulator", "endpoint", "profile", "user"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("flags (-want +got):\n%s", diff)
	}
	if err := set.Parse([]string{"--user", "8:acs:x", "--profile", "p"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(config.Flags{UserID: "8:acs:x", Profile: "p"}, flags); diff != "" {
		t.Errorf("parsed (-want +got):\n%s", diff)
	}
}
