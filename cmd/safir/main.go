// Command safir reads Persian news and keeps the record of diplomacy. This package holds flags and wiring, nothing else.
package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/alecthomas/kong"

	"safir/internal/ledger"
)

// commands are what safir does; each command stands in a file of its own.
type commands struct {
	Read       readCommand       `cmd:"" help:"Read dispatches and print their records."`
	Eval       evalCommand       `cmd:"" help:"Score records against records made by hand."`
	Gather     gatherCommand     `cmd:"" help:"Read dispatches into a ledger, in which all reports of one event are one."`
	Work       workCommand       `cmd:"" help:"Read what waits in the queue of a ledger, beside as many others as you like."`
	Watch      watchCommand      `cmd:"" help:"Ask feeds day and night, each as often as it changes, and announce what saved questions ask for."`
	Questions  questionsCommand  `cmd:"" help:"Save questions, of which new answers are announced by feeds, webhooks, files and commands."`
	Sources    sourcesCommand    `cmd:"" help:"List the sources that a ledger watches with how they fare, add and remove them."`
	Feeds      feedsCommand      `cmd:"" help:"List the feeds that can be gathered by name."`
	Events     eventsCommand     `cmd:"" help:"List events of a ledger."`
	Between    betweenCommand    `cmd:"" help:"List the contacts of two sides in order of time, and count them."`
	Who        whoCommand        `cmd:"" help:"Tell who somebody is: spellings, offices over time, contacts, statements."`
	Statements statementsCommand `cmd:"" help:"List what was said: by whom, about whom."`
	Claims     claimsCommand     `cmd:"" help:"List what dispatches count (a third visit, a first call), held against the ledger."`
	Show       showCommand       `cmd:"" help:"Show one event of a ledger with every report in its words, or one of its dispatches."`
	Search     searchCommand     `cmd:"" help:"Find the dispatches of a ledger in which words occur."`
	Ledger     ledgerCommand     `cmd:"" help:"Correct a ledger by hand, check it, derive its events anew."`
	Export     exportCommand     `cmd:"" help:"Write a ledger out for other tools."`
	Serve      serveCommand      `cmd:"" help:"Open a ledger in the browser: pages in Persian and English."`
	MCP        mcpCommand        `cmd:"" name:"mcp" help:"Answer language-model clients about a ledger, over standard input and output (Model Context Protocol)."`
	Users      usersCommand      `cmd:"" help:"Look after who may come in to the desk and the API."`
	Repair     repairCommand     `cmd:"" help:"Restore half-spaces, letters and digits of Persian text; --diff shows what changed and why."`
	Times      timesCommand      `cmd:"" help:"Find every expression of time with its EDTF value."`
	Names      namesCommand      `cmd:"" help:"Find persons, places and organisations in texts."`
	Words      wordsCommand      `cmd:"" help:"Take texts apart into words with lemmas and parts of speech (CoNLL-U)."`
	Train      trainCommand      `cmd:"" help:"Learn the models from the shared data, or measure them by cross-validation."`
}

func main() {
	var c commands
	ctx := kong.Parse(&c, kong.Name("safir"),
		kong.Description("Reads Persian news and keeps the record of diplomacy: who called, met, visited or wrote to whom."),
		kong.Vars{
			"formats": formatHelp(), "sources": sourcesHelp, "watched": watchedHelp, "sure": strconv.FormatFloat(ledger.Sure, 'g', -1, 64),
		}, ledgerMapper(), kong.UsageOnError())
	if err := ctx.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "safir:", err)
		os.Exit(exitStatus(err))
	}
}

// errInterrupted says that the user stopped what was running.
var errInterrupted = errors.New("interrupted")

// exitStatus is what a shell is told: 130 after an interruption, as shells have it, else 1.
func exitStatus(err error) int {
	if errors.Is(err, errInterrupted) {
		return 130
	}
	return 1
}
