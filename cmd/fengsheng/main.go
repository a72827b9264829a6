// Command fengsheng runs a subdistrict's matters, activities, figures and
// yearly report on one computer. See the README for a tour.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"fengsheng/internal/fault"
)

// version is what the program calls itself; the build may set it.
var version = "0.1.0"

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1 // the program's fault, or the machine's
	exitMisused = 2 // the command was not understood
	exitRefused = 3 // what was asked cannot be done; the sentence says why
)

// commands is the command line.
type commands struct {
	Demo        demoCmd        `cmd:"" help:"启动演示：东盛街道的2024年，不需要任何准备。"`
	Serve       serveCmd       `cmd:"" help:"启动程序，供街道日常使用。"`
	Remind      remindCmd      `cmd:"" help:"现在就做当天的提醒：提级、通知和摘要；一天只做一次。"`
	Report      reportCmd      `cmd:"" help:"输出年度法治政府建设报告。"`
	Indicators  indicatorsCmd  `cmd:"" help:"输出一年的指标。"`
	CheckReport checkReportCmd `cmd:"" name:"check-report" help:"核对任何一份报告里的数字：前后矛盾、比率、合计。"`
	Sample      sampleCmd      `cmd:"" help:"在空的数据目录里生成演示街道和许多事项，用于压力测试。"`
	Version     versionCmd     `cmd:"" help:"显示版本。"`
}

// streams is where a command reads and writes.
type streams struct {
	out, err io.Writer
	in       io.Reader
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], streams{out: os.Stdout, err: os.Stderr, in: os.Stdin}))
}

// run is the whole program, so that a test can run it.
func run(ctx context.Context, args []string, s streams) int {
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("fengsheng"), kong.Description("枫盛：街道矛盾纠纷调处、法治建设与年度报告，一个程序。"),
		kong.Writers(s.out, s.err), kong.Exit(func(code int) { exited = code }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(printUsage),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(s))
	if err != nil {
		fmt.Fprintln(s.err, err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintf(s.err, "命令没有看懂：%s。\n用 fengsheng --help 查看用法。\n", plain(err))
		return exitMisused
	}
	switch err := parsed.Run(); {
	case err == nil, errors.Is(err, context.Canceled):
		return exitDone
	case fault.Of(err) != nil && ctx.Err() != nil:
		return exitDone // refused because of Ctrl-C, whatever the sentence says
	case fault.Of(err) != nil:
		fmt.Fprintln(s.err, fault.Of(err).Message)
		return exitRefused
	default:
		fmt.Fprintf(s.err, "出错了：%v\n", err)
		return exitFailed
	}
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(s streams) error {
	_, err := fmt.Fprintln(s.out, "fengsheng", version)
	return err
}
