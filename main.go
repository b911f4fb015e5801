// The program acs-chat-tui administers chat threads of Azure Communication
// Services from a terminal. This file assembles it: flags and environment give a
// configuration, that gives a client, and the client goes to the user interface.
package main

import (
	"context"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/doctor"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/config"
	"acs-chat-tui/ui"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/terminal/lifetime"
)

const (
	name    = "acs-chat-tui"
	version = "0.1.0"
)

// fixedTime and fixedAddress are set by the linker, for pictures that are the same every
// time: see [ui.NewSources], and the built-in emulator's address.
var fixedTime, fixedAddress string

func main() {
	os.Exit(lifetime.Program{
		Name: name, Version: version, Run: newCommand().ExecuteContext,
		RemoveSecrets: acs.RemoveSecretLike,
		Stderr:        os.Stderr, Now: time.Now, LookupEnv: os.LookupEnv,
	}.Main(context.Background()))
}

func newCommand() *cobra.Command {
	var flags, checked config.Flags
	root := ui.NewCommand(name, version, func(cmd *cobra.Command) error { return run(cmd, flags) })
	check := doctor.NewCommand(func(cmd *cobra.Command) error { return runDoctor(cmd, checked) })
	listen := emulator.NewCommand(version)
	root.Args, check.Args, listen.Args = config.NoArguments, config.NoArguments, config.NoArguments
	flags.Register(root.Flags())
	checked.RegisterConnection(check.Flags())
	root.SetErr(lifetime.Printable(os.Stderr))
	root.SetFlagErrorFunc(config.FlagError)
	root.AddCommand(listen, check)
	return root
}

// program is what was made of the configuration, and what ends it again.
type program struct {
	options ui.Options
	closers []func()
}

func (p program) close() {
	for _, end := range slices.Backward(p.closers) {
		end()
	}
}

// run runs the screens. A file or a keyring may keep the start waiting, but not the end
// of the program.
func run(cmd *cobra.Command, flags config.Flags) error {
	ctx := cmd.Context()
	p, err := lifetime.Await(ctx, func() (program, error) { return prepare(ctx, flags, cmd.Flags().Changed) })
	defer p.close()
	if err != nil {
		return err //nolint:wrapcheck // a whole sentence for the user
	}
	return ui.Run(ctx, p.options) //nolint:wrapcheck // a whole sentence for the user
}

func prepare(ctx context.Context, flags config.Flags, changed func(string) bool) (p program, err error) {
	connections, sources, err := connect(flags, changed)
	if err != nil {
		return p, err
	}
	settings := connections.Start
	log, closeLog, err := lifetime.OpenLog(settings.LogFile)
	if err != nil {
		return p, err //nolint:wrapcheck // a whole sentence for the user
	}
	p.closers = []func(){closeLog, func() { connections.Emulator.Close(ctx) }}
	rebindings := make([]keys.Rebinding, len(settings.Keys))
	for i, b := range settings.Keys {
		rebindings[i] = keys.Rebinding{Action: keys.Action(b.Action), Keys: b.Keys, Place: b.Place}
	}
	bindings, err := keys.New(rebindings)
	if err != nil {
		return p, err //nolint:wrapcheck // a whole sentence for the user
	}
	exchanges := command.NewExchanges()
	connections.Observe = exchanges.Observe
	connection, connector, err := connections.Open(ctx)
	p.options = ui.Options{
		Connection: connection, Connector: connector, Connections: connections, Exchanges: exchanges,
		ThreadID: settings.ThreadID, Notes: settings.Understood, Warning: settings.Warning(), Keys: bindings, Mouse: settings.Mouse,
		Theme: theme.Options{
			Name: theme.Name(settings.Theme), NoColor: settings.NoColor,
			Background: os.Getenv("COLORFGBG"), Term: os.Getenv("TERM"), ColorTerm: os.Getenv("COLORTERM"),
		},
		Places: ui.Places{Configuration: settings.File, Log: settings.LogFile}, Version: version,
		Now: sources.Now, NewID: sources.NewID, Log: log, Input: os.Stdin, Output: os.Stdout, LookupEnv: os.LookupEnv,
	}
	return p, err //nolint:wrapcheck // a whole sentence for the user
}

// connect finds what there is to connect to.
func connect(flags config.Flags, changed func(string) bool) (*command.Configured, ui.Sources, error) {
	loader := config.TakeEnvironment(changed)
	settings, err := loader.Load(flags)
	if err != nil {
		return nil, ui.Sources{}, err //nolint:wrapcheck // a whole sentence for the user
	}
	sources, err := ui.NewSources(fixedTime)
	return &command.Configured{
		Loader: loader, Flags: flags, Start: settings, Probe: probe, Now: sources.Now,
		Emulator: emulator.NewLazy(fixedAddress, emulator.Options{Clock: sources.Now, Random: sources.Random, Version: version}),
	}, sources, err //nolint:wrapcheck // a whole sentence for the user
}

func runDoctor(cmd *cobra.Command, flags config.Flags) error {
	_, err := lifetime.Await(cmd.Context(), func() (struct{}, error) {
		connections, _, err := connect(flags, cmd.Flags().Changed)
		if err != nil {
			return struct{}{}, err
		}
		defer connections.Emulator.Close(cmd.Context())
		return struct{}{}, connections.CheckStart(cmd.Context(), lifetime.Printable(cmd.OutOrStdout()))
	})
	return err //nolint:wrapcheck // a whole sentence for the user
}

func probe(ctx context.Context, out io.Writer, c command.Check) error {
	return doctor.Run(ctx, out, doctor.Options{ //nolint:wrapcheck // a whole sentence for the user
		Endpoint: c.Target.Endpoint, APIVersion: c.Target.APIVersion, Source: c.Settings.Description(), Credential: c.Credential,
		Identity: c.Settings.Kind == config.CredentialConnectionString, RootCAs: c.Target.RootCAs, CAFile: c.Settings.CAFile,
		Program: name + " " + version, Secrets: []string{c.Settings.Token.Reveal(), c.Settings.ConnectionString.Reveal()}, Now: c.Target.Now,
	})
}
