package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// tool is something to open from a desk.
type tool struct {
	id, name string // name is a key
	icon     assets.IconName
	open     func()
	note     func() string
}

// counterTools are what staff do with people before them; only what works is there. Six fit into every window; the outbox
// opens from the bar, where there is room for its button.
func (a *App) counterTools() []tool {
	tools := []tool{
		{"quick", "home.quick_check", assets.IconListChecks, a.check, a.noted("home.quick_check_hint")},
		{"applications", "home.applications", assets.IconStack, func() { a.list.showState("") }, a.waitingWord},
	}
	if a.desk.Notices != nil {
		tools = append(tools, tool{"notices", "home.notices", assets.IconBell, a.openNotices, func() string {
			return a.count("home.notices_new", a.fresh)
		}})
	}
	if a.desk.Receipts != nil {
		tools = append(tools, tool{"verify", "verify.tool", assets.IconQrCode, a.openVerify, a.noted("verify.tool_hint")})
	}
	if a.desk.Charges != nil {
		tools = append(tools, tool{"charge", "charge.tool", assets.IconFlag, a.openCharge, a.noted("charge.tool_hint")})
	}
	tools = append(tools, tool{"pathways", "home.pathways", assets.IconSignpost, a.openPathways, a.noted("home.pathways_hint")})
	if a.look.Class == theme.Portrait {
		tools = append(tools, tool{"outbox", "outbox.title", assets.IconCloudArrowUp, a.openOutbox, a.linkWord})
	}
	return tools
}

// supervisorTools are what a supervisor answers for; only what works is there.
func (a *App) supervisorTools() []tool {
	tools := []tool{
		{"applications", "home.applications", assets.IconStack, func() { a.list.showState("") }, a.waitingWord},
		{"outbox", "outbox.title", assets.IconCloudArrowUp, a.openOutbox, a.linkWord},
	}
	if a.desk.Reviews != nil {
		tools = append(tools, tool{"reviews", "reviews.title", assets.IconListChecks, a.openReviews, func() string { return a.count("reviews.count", a.status.Review) }})
	}
	if a.desk.Sticks != nil {
		tools = append(tools, tool{"usb", "outbox.carry_usb", assets.IconUsb, a.openStick, a.waitingWord})
	}
	if a.desk.Audit != nil {
		tools = append(tools, tool{"audit", "audit.title", assets.IconClipboardText, a.openAudit, a.noted("audit.hint")})
	}
	if a.desk.People != nil {
		tools = append(tools, tool{"people", "staff.title", assets.IconUsersThree, a.openPeople, a.noted("staff.tool_hint")})
	}
	if a.desk.Reports != nil {
		tools = append(tools, tool{"reports", "report.title", assets.IconChartBar, a.openReports, a.noted("report.hint")})
	}
	if a.desk.Diagnostics != nil {
		tools = append(tools, tool{"diagnostics", "check.title", assets.IconHeartbeat, a.openDiagnostics, a.noted("check.hint")})
	}
	if a.desk.Retention != nil {
		tools = append(tools, tool{"retention", "retention.tool", assets.IconHourglass, a.openRetention, a.noted("retention.hint")})
	}
	if a.desk.Sticks != nil {
		tools = append(tools, tool{"rescue", "rescue.tool", assets.IconDownloadSimple, a.openRescue, a.noted("rescue.tool_hint")})
	}
	if a.desk.Wipe != nil {
		tools = append(tools, tool{"wipe", "supervisor.wipe", assets.IconTrash, a.openWipe, a.noted("wipe.with_passphrase")})
	}
	return tools
}

// noted is a note that stays the same.
func (a *App) noted(key string) func() string { return func() string { return a.text(key) } }

func (a *App) waitingWord() string {
	return a.count("home.waiting", a.status.Waiting+a.status.OnItsWay)
}

const (
	notedHeight = 72 // of a tile that has room for a note, in px
	toolGap     = 14 // between tiles, in px
)

// toolGrid shows tools as tiles.
type toolGrid struct {
	object fyne.CanvasObject
	tools  []tool
	notes  []*widgets.Text
}

// newToolGrid makes tiles of a height in px. Low ones have no room for their notes.
func newToolGrid(a *App, tools []tool, columns int, height float32) *toolGrid {
	g := &toolGrid{tools: tools}
	var tiles []fyne.CanvasObject
	for _, t := range tools {
		note := widgets.NewSmall("")
		g.notes = append(g.notes, note)
		setVisible(note, height >= notedHeight)
		words := widgets.NewColumn(0, widgets.NewText(theme.Label, a.text(t.name)).Strong(), note)
		content := widgets.NewRow(16, widgets.NewIcon(t.icon, widgets.Way, 36), widgets.Middle(words))
		tiles = append(tiles, widgets.NewTile(t.id, content, t.open).High(height))
	}
	g.object = widgets.NewGrid(columns, toolGap, tiles...)
	return g
}

func (g *toolGrid) refresh() {
	for i, t := range g.tools {
		g.notes[i].SetText(t.note())
	}
}
