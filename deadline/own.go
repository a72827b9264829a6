package deadline

// own is group H: what the product counts where no law sets a number, so that
// it is shown and explained like every other limit.
var own = []Rule{
	{
		ID: "H1", Title: "隐患整改期限", Trigger: "指定整改单位", Who: "整改单位", Duty: OrganDuty, Roll: RollNone,
		Terms:   []Term{{Unit: SetDate, Extension: Extension{By: "街道矛调中心"}}},
		OnLapse: "列入每周除险晾晒的超期数，督办",
		Also:    "本系统规则", Source: "本系统规则", Configurable: true,
		Note: "日期由街道矛调中心指定；法律没有统一规定",
	},
}
