"""What a browser calls itself, in words its owner recognises."""

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "火狐"),
    ("QQBrowser", "QQ 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""The first whose mark is there: most browsers also name those they wish to be taken for."""
SYSTEMS = (
    ("OpenHarmony", "鸿蒙"),
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓手机或平板"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows 电脑"),
    ("Mac OS X", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def device_words(device: str) -> str:
    """Like “Windows 电脑上的 Chrome”; the browser's own words where nothing in them is known."""
    browser = next((words for mark, words in BROWSERS if mark in device), "")
    system = next((words for mark, words in SYSTEMS if mark in device), "")
    return "上的 ".join(part for part in (system, browser) if part) or device or "不知道是什么设备"
