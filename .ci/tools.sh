# The tools of .ci/run and .ci/task, in fixed versions. Sourced; it defines
# install_tool and install_tools, and needs $work, a folder for passing things.
# shellcheck shell=bash

readonly golangci_lint_version=v2.15.0
readonly gofumpt_version=v0.12.0

tools=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/acs-chat-tui/tools
readonly tools

# install_tool NAME PACKAGE VERSION installs a tool into a folder of its own
# version and of the Go that built it, once.
install_tool() {
	local name=$1 package=$2 version=$3 folder
	folder="$tools/$name-$version-$(go env GOVERSION)"
	if [[ ! -x $folder/$name ]]; then
		echo "installing $package@$version into $folder"
		# The linter must be built by the Go that builds the program, or a newer one.
		(
			GOTOOLCHAIN=$(go env GOVERSION) && export GOTOOLCHAIN &&
				cd "$work" && GOBIN="$folder" go install "$package@$version"
		) || return 1
	fi
	PATH="$folder:$PATH"
}

install_gofumpt() { install_tool gofumpt mvdan.cc/gofumpt "$gofumpt_version"; }

install_golangci_lint() {
	install_tool golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint "$golangci_lint_version"
}
