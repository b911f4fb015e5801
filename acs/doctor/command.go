package doctor

import "github.com/spf13/cobra"

// NewCommand returns the subcommand "doctor". run finds the connection to check, checks it
// and prints the report.
func NewCommand(run func(*cobra.Command) error) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Check the connection step by step, in plain text",
		Long: "Checks the connection that acs-chat-tui would use, step by step, and stops at the\n" +
			"first step that fails, with what to do. Secrets are left out of what it prints: it\n" +
			"is what a report of a fault should hold.",
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd) },
	}
}
