package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"fengsheng/internal/fault"
)

// strength is how much work one password costs (AUTHN-03).
type strength struct {
	memory uint32 // KiB
	time   uint32
	lanes  uint8
}

var wanted = strength{memory: 19 * 1024, time: 2, lanes: 1}

// Hasher works on passwords, at most two at once, so that many sign-ins at the
// same time cannot use up the memory; the others wait, but not for ever.
type Hasher struct {
	slots chan struct{}
	wait  time.Duration
}

// NewHasher makes a hasher.
func NewHasher() *Hasher { return &Hasher{slots: make(chan struct{}, 2), wait: 10 * time.Second} }

// Hash turns a password into what is stored: the parameters, the salt, the key.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("identity: salt: %w", err)
	}
	key, err := h.key(ctx, password, salt, wanted)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("argon2id$m=%d,t=%d,p=%d$%s$%s", wanted.memory, wanted.time, wanted.lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// Check compares a password with what is stored; weak says that the stored
// parameters are weaker than today's and the password should be hashed again.
func (h *Hasher) Check(ctx context.Context, stored, password string) (ok, weak bool, err error) {
	s, salt, want, err := parseStored(stored)
	if err != nil {
		return false, false, err
	}
	got, err := h.key(ctx, password, salt, s)
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, s.memory < wanted.memory || s.time < wanted.time, nil
}

func (h *Hasher) key(ctx context.Context, password string, salt []byte, s strength) ([]byte, error) {
	wait, cancel := context.WithTimeout(ctx, h.wait)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
		return argon2.IDKey([]byte(password), salt, s.time, s.memory, s.lanes, 32), nil
	case <-wait.Done():
		return nil, fault.New(fault.Unavailable, "现在登录的人太多，请稍候再试")
	}
}

func parseStored(stored string) (s strength, salt, key []byte, err error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 4 || parts[0] != "argon2id" {
		return s, nil, nil, errors.New("identity: a stored password has an unknown form")
	}
	if _, err := fmt.Sscanf(parts[1], "m=%d,t=%d,p=%d", &s.memory, &s.time, &s.lanes); err != nil {
		return s, nil, nil, fmt.Errorf("identity: a stored password: %w", err)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[2]); err != nil {
		return s, nil, nil, fmt.Errorf("identity: a stored password: %w", err)
	}
	if key, err = base64.RawStdEncoding.DecodeString(parts[3]); err != nil {
		return s, nil, nil, fmt.Errorf("identity: a stored password: %w", err)
	}
	return s, salt, key, nil
}

const (
	passwordLeast = 12
	passwordMost  = 256
)

// CheckPassword holds the rules of a new password (AUTHN-02): long enough, not
// a common one, not made of the login or a unit's name. It is never cut or folded.
func CheckPassword(password, login string, units ...string) error {
	n := len([]rune(password))
	lower := strings.ToLower(password)
	switch {
	case n < passwordLeast:
		return wrongPassword("密码至少要12个字，可以用一句自己记得住的话，中文和空格都行")
	case n > passwordMost:
		return wrongPassword("密码最多256个字")
	case login != "" && strings.Contains(lower, strings.ToLower(login)):
		return wrongPassword("密码里不能有登录名")
	case slices.ContainsFunc(units, func(unit string) bool { return unit != "" && strings.Contains(lower, strings.ToLower(unit)) }):
		return wrongPassword("密码里不能有单位名称")
	case common(lower):
		return wrongPassword("这个密码太常见，容易被猜到，请换一个")
	}
	return nil
}

func wrongPassword(sentence string) error {
	var f fault.Fields
	f.Add("password", "%s", sentence)
	return f.Err()
}

// common finds passwords that are one of the usual words, or one of them
// repeated or followed by digits, and passwords of hardly any different characters.
func common(lower string) bool {
	different := map[rune]bool{}
	for _, r := range lower {
		different[r] = true
	}
	if len(different) < 5 {
		return true
	}
	trimmed := strings.TrimRight(strings.TrimLeft(lower, "0123456789!@#._-* "), "0123456789!@#._-* ")
	for _, w := range usual {
		if lower == w || trimmed == w || trimmed == w+w || strings.ReplaceAll(lower, w, "") == "" {
			return true
		}
	}
	return strings.Contains("01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyzabcdefghij qwertyuiopasdfghjklzxcvbnm 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", lower)
}

// usual are words that people, also Chinese ones, choose first.
var usual = []string{
	"password", "passw0rd", "p@ssw0rd", "p@ssword", "administrator", "admin", "adminadmin", "root", "rootroot", "letmein", "welcome", "iloveyou", "qwerty",
	"qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedc", "1qaz2wsx", "woaini", "woaiwojia", "wodemima", "mima", "mimamima", "woshinibaba", "nihao", "nihaoma",
	"zhongguo", "beijing", "shanghai", "changchun", "jilin", "jiedao", "shequ", "fengsheng", "dongsheng", "xinfang", "tiaojie", "wangge", "gongchandang", "renmin",
	"aini1314", "woaini1314", "5201314", "1314520", "a123456", "aa123456", "abc123456", "abcd1234", "test", "testtest", "guest", "user", "changeme", "secret",
	"monkey", "dragon", "sunshine", "princess", "football", "superman", "trustno1", "computer", "internet", "windows", "microsoft",
	"我爱你", "我的密码", "密码", "中国", "人民", "街道", "社区", "矛调中心", "枫盛", "东盛", "你好", "天天向上", "好好学习", "为人民服务", "我爱中国", "恭喜发财", "万事如意", "心想事成", "一帆风顺",
	"1q2w3e4r5t6y", "1q2w3e4r5t6y7u8i", "q1w2e3r4t5y6", "q1w2e3r4t5y6u7i8", "zaq12wsxcde3", "zaq12wsxcde34rfv", "qazwsxedcrfv", "qazwsxedcrfvtgb", "asdfghjklqwe",
	"qweasdzxc", "qweasdzxcqwe", "!qaz@wsx#edc", "!qaz2wsx#edc", "qwer1234asdf", "asdf1234qwer", "zxcv1234asdf", "admin888admin", "adminpassword", "passwordpassword",
	"mypassword", "mypasswordis", "thisismypassword", "password is password", "letmeinletmein", "iloveyouiloveyou", "iloveyouforever", "iloveyouchina", "welcometochina",
	"ilovechina", "woaizhongguo", "woaibeijing", "woaibeijingtiananmen", "woaiwodejia", "woaiwojiaren", "wodemimashi", "mimajiushimima", "renminwansui", "weirenminfuwu",
	"haohaoxuexi", "tiantianxiangshang", "gongxifacai", "xinniankuaile", "shengrikuaile", "yifanfengshun", "wanshiruyi", "maodunjiufen", "renmintiaojie", "fengqiaojingyan",
	"不忘初心", "牢记使命", "不忘初心牢记使命", "床前明月光", "疑是地上霜", "床前明月光疑是地上霜", "但愿人长久千里共婵娟", "天下无难事只怕有心人", "有志者事竟成", "世上无难事",
	"我的密码就是密码", "这是我的密码", "密码就是密码", "枫桥经验", "人民调解", "矛盾纠纷", "矛盾纠纷化解", "平安建设", "中华人民共和国", "我爱北京天安门", "中国共产党",
	"生日快乐", "新年快乐", "平安健康", "身体健康", "好好学习天天向上", "我爱你一生一世", "我是管理员", "管理员", "系统管理员", "调解员",
}
