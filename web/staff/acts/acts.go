// Package acts describes what can be done to a matter of any kind beside the
// steps of its table: handing it on, splitting and linking, who may know of it,
// and how long it is kept. The rules stand in package matter and package vault.
package acts

import (
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/vault"
	"fengsheng/web"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// The headings the acts stand under.
const (
	moving   = "移交、拆分、关联"
	knowing  = "知情范围"
	keeping  = "保管期限"
	amending = "更正"
	advising = "信访工作建议"
)

// Forms lists the acts in the order a page shows them.
func Forms() []steps.Form {
	return slices.Concat(hands(), links(), amendment(), advice(), circle(), terms())
}

func hands() []steps.Form {
	return []steps.Form{
		{
			Do: "receiveHanded", Name: "接收移交", Label: "已接收", Group: moving,
			Law:    []string{"接收以后由您承办，办理天数从今天起算在您的单位。"},
			May:    func(c steps.Scene) bool { return c.Matter.HandedFrom != "" && c.Matter.Mediator == c.By.Officer },
			Fields: nothing,
			Read: func(f *web.Form) steps.Take {
				version := steps.Version(f)
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					return matter.ReceiveHanded(tx, by, id, version)
				}
			},
		},
		{
			Do: "returnHanded", Name: "退回移交", Label: "已退回", Group: moving,
			Law: []string{"一件事只能退回一次，理由要合法。退回以后由移交的人继续承办。"},
			May: func(c steps.Scene) bool { return c.Matter.HandedFrom != "" && c.Matter.Mediator == c.By.Officer },
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.OneOf("reason", "退回的理由", matter.ReturnReasons), steps.WordsOf("words", "具体情况", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(matter.ReturnHanded, matter.Returning{
					Version: steps.Version(f), Reason: steps.Choice(f, "reason", "退回的理由", matter.ReturnReasons), Words: steps.Words(f, "words", "具体情况"),
				})
			},
		},
		{
			Do: "hand", Name: "移交给别人承办", Label: "已移交，等对方接收", Group: moving,
			Law: []string{"对方接收以前，这件事不能继续办，天数仍算在现在的单位。"},
			May: func(c steps.Scene) bool {
				return c.Readable && c.Matter.Open && matter.MayHand(c.By, c.Matter) && len(carriers(c)) > 0 &&
					(c.Matter.Mediator != "" || !c.Matter.AcceptedOn.Zero())
			},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					{Kind: steps.Pick, Name: "to", Label: "移交给", Hint: "只列能承办这一类事项的在任人员", Options: carriers(c)},
					steps.WordsOf("reason", "为什么移交", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				h := matter.Handing{Version: steps.Version(f), To: f.Raw("to"), Reason: steps.Words(f, "reason", "为什么移交")}
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					w, err := machine(tx, by, id)
					if err != nil {
						return matter.Matter{}, err
					}
					return matter.Hand(tx, by, w, id, h)
				}
			},
		},
	}
}

// machine is the table of the kind the matter is of.
func machine(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Workflow, error) {
	m, err := matter.Visible(tx, by, id)
	return catalogue.Workflow(m.Kind), err
}

// carriers are those who could carry the matter instead.
func carriers(c steps.Scene) []ui.Option {
	var all []ui.Option
	for _, role := range catalogue.Workflow(c.Matter.Kind).Carriers() {
		for _, o := range c.Carriers[role] {
			if o.Value != c.Matter.Mediator && !slices.Contains(all, o) {
				all = append(all, o)
			}
		}
	}
	return all
}

func links() []steps.Form {
	readable := func(c steps.Scene) bool { return c.Readable }
	open := func(c steps.Scene) bool { return c.Readable && c.Matter.Open }
	return []steps.Form{
		{
			Do: "split", Name: "拆分出一件", Label: "已拆分", Group: moving,
			Law: []string{"拆出来的一件另有编号，登记后重新分流；收到的日期和原来的一件相同。"},
			May: func(c steps.Scene) bool { return open(c) && len(c.Parties) > 0 },
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.LineOf("title", "拆出来的是什么事", "一句话，不写姓名", 60),
					steps.WordsOf("request", "这一部分的经过和诉求", ""),
					{Kind: steps.Ticks, Name: "parties", Label: "涉及哪些当事人", Options: c.Parties},
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(matter.Split, matter.Splitting{
					Version: steps.Version(f), Title: f.Text("title", "拆出来的是什么事", 60, false), Request: steps.Words(f, "request", "经过和诉求"), Parties: f.List("parties"),
				})
			},
		},
		linking("link", "关联另一件", "已关联", "两件事互相看得到，各办各的。", readable, matter.Link),
		linking("unlink", "取消关联", "已取消关联", "", func(c steps.Scene) bool { return readable(c) && c.Linked > 0 }, matter.Unlink),
		linking("under", "归到另一件下面", "已保存", "许多户为同一件事来的，可以归到一件下面，一起推进。空着不填，就是不再归在那一件下面。", open, matter.Under),
		{
			Do: "unmerge", Name: "撤销合并", Label: "已撤销合并", Group: moving,
			Law: []string{"撤销以后回到已登记，重新分流。"},
			May: func(c steps.Scene) bool {
				return c.Matter.State == matter.Merged && identity.Triage.Reaches(c.By, c.Matter.At())
			},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.WordsOf("reason", "为什么不该合并", "")}
			},
			Read: func(f *web.Form) steps.Take {
				version, reason := steps.Version(f), steps.Words(f, "reason", "为什么不该合并")
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					return matter.Unmerge(tx, by, id, version, reason)
				}
			},
		},
	}
}

func linking(do matter.Command, name, label, law string, may func(steps.Scene) bool,
	op func(*db.Tx, actor.Actor, matter.ID, matter.Linking) (matter.Matter, error),
) steps.Form {
	f := steps.Form{
		Do: do, Name: name, Label: label, Group: moving, May: may,
		Fields: func(steps.Scene) []steps.Entry {
			e := steps.LineOf("number", "另一件的编号", "例如：东盛矛登〔2024〕12号", 40)
			e.Optional = do == "under"
			return []steps.Entry{e}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, matter.Linking{Version: steps.Version(f), Number: f.Text("number", "另一件的编号", 40, false)})
		},
	}
	if law != "" {
		f.Law = []string{law}
	}
	return f
}

// amendment puts right what the classification of a petition found.
func amendment() []steps.Form {
	return []steps.Form{{
		Do: "reclassify", Name: "更正甄别", Label: "已更正", Group: amending,
		Law: []string{
			"每年的信访事项情况统计按这里写的数：涉及的机关、单位，初次还是重复，多少人。（《信访工作条例》第四十一条）",
			"原来的内容和改的根据会留在经过里。类别决定怎么办，不能改；已经出具的文书不变。",
		},
		May: func(c steps.Scene) bool { return c.Readable && petition.MayAmend(c.By, c.Matter) },
		Fields: func(c steps.Scene) []steps.Entry {
			row, _ := c.Own.(petition.Row)
			repeated := steps.Yes("repeated", "不是第一次反映这件事", "")
			organ := steps.LineOf("organ", "投诉的是哪个机关、单位", "写全称，每次写法要一样；没有投诉哪个机关、单位的空着", 100)
			persons := steps.Entry{Kind: steps.Line, Name: "persons", Label: "来访或者联名的有几人", Hint: "没有数过的空着"}
			organ.Optional, persons.Optional, organ.Begin = true, true, []string{row.Organ}
			if row.Repeated {
				repeated.Begin = []string{"1"}
			}
			if row.Persons > 0 {
				persons.Begin = []string{strconv.Itoa(row.Persons)}
			}
			return []steps.Entry{organ, repeated, persons, steps.LineOf("reason", "根据什么更正", "例如：对照了来信。不写姓名和号码", 200)}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(petition.Amend, petition.Amendment{
				Version: steps.Version(f), Organ: f.Text("organ", "被投诉的机关、单位", 100, false), Repeated: f.Bool("repeated"),
				Persons: f.Int("persons", "人数", 1, 100000, false), Reason: f.Text("reason", "根据", 200, false),
			})
		},
	}}
}

// advice is what the petition office advises an organ because of a petition.
func advice() []steps.Form {
	return []steps.Form{{
		Do: "advise", Name: "提出建议", Label: "已记下建议", Group: advising,
		Law: []string{
			"发现受理、办理信访事项有推诿、敷衍、拖延等情形的，提出改进工作的建议；发现政策性问题的，提出完善政策的建议；造成严重后果的，提出追究责任的建议。（《信访工作条例》第四十条）",
			"有关机关、单位应当书面反馈采纳情况，收到以后在这条建议的页面登记。",
		},
		May: func(c steps.Scene) bool { return c.Readable && petition.MayAdvise(c.By, c.Matter) },
		Fields: func(c steps.Scene) []steps.Entry {
			words := steps.WordsOf("words", "建议什么", "写明情形和怎么改；不写信访人和其他人的姓名")
			words.Max = petition.AdviceMost
			return []steps.Entry{steps.DayOf("提出日期", c), steps.OneOf("sort", "哪一种建议", petition.AdviceSorts), steps.LineOf("organ", "向哪个机关、单位提出", "写全称", 100), words}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(petition.Advise, petition.Advising{
				Version: steps.Version(f), On: steps.On(f, "提出日期"), Sort: steps.Choice(f, "sort", "哪一种建议", petition.AdviceSorts),
				Organ: f.Text("organ", "向哪个机关、单位提出", 100, false), Words: steps.Words(f, "words", "建议什么"),
			})
		},
	}}
}

// circle is who may know of a matter.
func circle() []steps.Form {
	internal := func(c steps.Scene) bool { return c.Readable && c.Confined.Level == matter.Internal }
	restricted := func(c steps.Scene) bool { return c.Readable && c.Confined.Level == matter.Restricted }
	return []steps.Form{
		{
			Do: "tie", Name: "登记回避", Label: "已登记回避", Group: knowing,
			Law: []string{
				"与信访事项或者当事人有直接利害关系的，应当回避。（《信访工作条例》第二十八条）",
				"登记以后，这个人（这个单位和它下面单位的人）查不到、数不到、也打不开这件事；正由他承办的，要另外指定。",
			},
			May: func(c steps.Scene) bool { return c.Readable },
			Fields: func(c steps.Scene) []steps.Entry {
				person := steps.OfficerOf("officer", "哪一位工作人员", "和下面的单位二者选一", c)
				person.Optional = true
				return []steps.Entry{
					person,
					{Kind: steps.Pick, Name: "unit", Label: "或者哪一个单位", Hint: "包括它下面的单位", Options: units(c, false), Optional: true},
					steps.OneOf("relation", "为什么要回避", matter.Relations),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(matter.AddTie, matter.Tying{
					Version: steps.Version(f), Officer: f.Raw("officer"), Unit: f.Raw("unit"), Relation: steps.Choice(f, "relation", "为什么要回避", matter.Relations),
				})
			},
		},
		{
			Do: "untie", Name: "取消登记错的回避", Label: "已取消回避", Group: knowing,
			Law: []string{"只在登记错的时候取消，登记的人不能自己取消。"},
			May: func(c steps.Scene) bool { return c.Readable && len(ties(c)) > 0 },
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{{Kind: steps.Pick, Name: "tie", Label: "取消哪一条", Options: ties(c)}, steps.WordsOf("reason", "为什么登记错了", "")}
			},
			Read: func(f *web.Form) steps.Take {
				version, tie, reason := steps.Version(f), f.Raw("tie"), steps.Words(f, "reason", "为什么登记错了")
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					return matter.EndTie(tx, by, id, version, tie, reason)
				}
			},
		},
		{
			Do: "restrict", Name: "改为限知", Label: "已改为限知", Group: knowing,
			Law: []string{"只有承办的人、您和您指定的知情人能看到这件事；调低要两个人。"},
			May: internal,
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.WordsOf("reason", "为什么要限知", "例如：涉及未成年人、家庭暴力")}
			},
			Read: func(f *web.Form) steps.Take {
				version, reason := steps.Version(f), steps.Words(f, "reason", "为什么要限知")
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					return matter.Restrict(tx, by, id, version, reason)
				}
			},
		},
		reader("admit", "增加知情人", "已增加知情人", restricted, func(c steps.Scene) []ui.Option { return others(c, false) }, matter.Admit),
		reader("dismiss", "取消知情人", "已取消知情人", func(c steps.Scene) bool { return restricted(c) && len(others(c, true)) > 0 },
			func(c steps.Scene) []ui.Option { return others(c, true) }, matter.Dismiss),
		{
			Do: "lower", Name: "降为内部", Label: "已保存", Group: knowing,
			Law:    []string{"要两位知情人：一位提出，另一位确认。"},
			May:    func(c steps.Scene) bool { return restricted(c) && c.Confined.Asked != c.By.Officer },
			Fields: nothing,
			Read:   versioned(matter.Lower),
		},
		{
			Do: "seal", Name: "移交密件保管人", Label: "已交密件保管人，这里不再查得到", Group: knowing,
			Law: []string{
				"检举控告不得将检举、控告材料以及有关情况透露或者转给被检举、控告的人员或者单位。（《信访工作条例》第三十条）",
				"交出以后，除了密件保管人，谁也查不到、数不到、打不开，包括您自己。被检举的人和单位里的人，就是保管人也打不开。",
			},
			Warning: "交出以后您不能再打开，请先把要告诉来访人的事情办好。",
			May:     func(c steps.Scene) bool { return c.Readable && vault.Sealable(c.By, c.Matter) },
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					{Kind: steps.Ticks, Name: "officers", Label: "被检举的工作人员", Hint: "不在名单里的写在最下面", Options: steps.OfficerOf("", "", "", c).Options, Optional: true},
					{Kind: steps.Pick, Name: "unit", Label: "被检举的单位", Hint: "包括它下面的单位", Options: units(c, true), Optional: true},
					steps.Maybe("words", "其他被检举的人和要说明的", "只有密件保管人看得到"),
					optional(steps.Yes("anyway", "没有保管人能打开也先密封", "只在提示没有人能打开时才勾选")),
				}
			},
			Read: func(f *web.Form) steps.Take {
				g := vault.Sealing{Version: steps.Version(f), Officers: f.List("officers")}
				if u := f.Raw("unit"); u != "" {
					g.Units = []string{u}
				}
				g.Words, g.Anyway = steps.Words(f, "words", "其他被检举的人和要说明的"), f.Bool("anyway")
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					_, err := vault.Seal(tx, by, id, g)
					return matter.Matter{ID: id}, err
				}
			},
		},
	}
}

func optional(e steps.Entry) steps.Entry {
	e.Optional = true
	return e
}

func reader(do matter.Command, name, label string, may func(steps.Scene) bool, options func(steps.Scene) []ui.Option,
	op func(*db.Tx, actor.Actor, matter.ID, int, string) (matter.Matter, error),
) steps.Form {
	return steps.Form{
		Do: do, Name: name, Label: label, Group: knowing, May: may,
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{{Kind: steps.Pick, Name: "officer", Label: "哪一位", Options: options(c)}}
		},
		Read: func(f *web.Form) steps.Take {
			version, officer := steps.Version(f), f.Raw("officer")
			if officer == "" {
				f.Wrong("officer", "请选择哪一位")
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return op(tx, by, id, version, officer)
			}
		},
	}
}

// others are the officers who are readers already and may be taken off, or those
// who are none yet.
func others(c steps.Scene, readers bool) []ui.Option {
	var all []ui.Option
	for _, o := range c.Names.Officers {
		if slices.Contains(c.Readers, o.ID) != readers || readers && (o.ID == c.By.Officer || o.ID == c.Matter.Mediator) {
			continue
		}
		all = append(all, ui.Option{Value: o.ID, Label: o.Name})
	}
	return all
}

func ties(c steps.Scene) []ui.Option {
	var all []ui.Option
	for _, t := range c.Ties {
		if t.Ended.Zero() && t.Recorder != c.By.Officer {
			all = append(all, ui.Option{Value: t.ID, Label: c.Names.Officer(t.Officer) + c.Names.Unit(t.Unit) + "：" + matter.Relations.Label(t.Relation)})
		}
	}
	return all
}

// units are the units of the tree as choices; the street itself only where all
// of it can be meant.
func units(c steps.Scene, whole bool) []ui.Option {
	var all []ui.Option
	for _, u := range c.Names.Units {
		if u.Level == actor.Street && !whole || u.Level == actor.Estate || !u.Until.Zero() {
			continue
		}
		all = append(all, ui.Option{Value: u.ID, Label: u.Name, Group: c.Names.Unit(u.Community)})
	}
	return all
}

// terms are how long a matter is kept.
func terms() []steps.Form {
	keeper := func(c steps.Scene) bool { return identity.KeepMatters.Reaches(c.By, c.Matter.At()) }
	locked := func(c steps.Scene) bool {
		return keeper(c) && c.Confined.Level == matter.Locked && c.Confined.Asked != c.By.Officer
	}
	return []steps.Form{
		{
			Do: "lock", Name: "封存", Label: "已封存", Group: keeping,
			Law: []string{
				"当事人要求删除，而法律规定的保管期限没有届满的，停止除存储和采取必要的安全保护措施之外的处理。（《个人信息保护法》第四十七条）",
				"封存以后谁也看不到内容、查不到；统计数字不变。",
			},
			May: func(c steps.Scene) bool {
				return keeper(c) && !c.Matter.Open && (c.Confined.Level == matter.Internal || c.Confined.Level == matter.Restricted)
			},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{{Kind: steps.Date, Name: "until", Label: "法定保管期届满的日期"}, steps.WordsOf("reason", "谁要求的、依据哪个保管期限", "不写姓名")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(matter.Lock, matter.Locking{
					Version: steps.Version(f), Until: f.Date("until", "届满的日期", false), Reason: steps.Words(f, "reason", "依据"),
				})
			},
		},
		{
			Do: "unlock", Name: "解除封存", Label: "已保存", Group: keeping, May: locked, Fields: nothing,
			Law: []string{"要两个人：一位提出，另一位确认。"}, Read: versioned(matter.Unlock),
		},
		{
			Do: "erase", Name: "删除内容", Label: "已保存", Group: keeping, May: locked, Fields: nothing,
			Law:     []string{"法定保管期届满以后，由两个人办理：一位提出，另一位确认。经过、当事人、协议和记录都删除，只留编号、日期和代码，统计数字不变。"},
			Warning: "确认以后不能恢复。",
			Read: func(f *web.Form) steps.Take {
				version := steps.Version(f)
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					w, err := machine(tx, by, id)
					if err != nil {
						return matter.Matter{}, err
					}
					return matter.Erase(tx, by, w, id, version)
				}
			},
		},
	}
}

func nothing(steps.Scene) []steps.Entry { return nil }

// versioned reads an act that asks nothing.
func versioned(op func(*db.Tx, actor.Actor, matter.ID, int) (matter.Matter, error)) func(*web.Form) steps.Take {
	return func(f *web.Form) steps.Take {
		version := steps.Version(f)
		return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) { return op(tx, by, id, version) }
	}
}
