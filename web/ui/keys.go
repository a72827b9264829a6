package ui

type shortcut struct{ keys, does string }

// shortcuts are the keys that keys.js listens to, with those of the navigation.
func shortcuts(nav []NavItem) []shortcut {
	keys := []shortcut{{"/", "到搜索框"}}
	for _, n := range nav {
		if n.Key != "" {
			keys = append(keys, shortcut{"g 然后 " + n.Key, "打开" + n.Label})
		}
	}
	return append(
		keys, shortcut{"j", "列表中的下一条"}, shortcut{"k", "列表中的上一条"}, shortcut{"x", "勾选这一条"}, shortcut{"o", "打开这一条"},
		shortcut{"e", "修改"}, shortcut{"n", "新建"}, shortcut{"Ctrl+Enter", "提交正在写的长文字"}, shortcut{"?", "看这一页"},
	)
}
