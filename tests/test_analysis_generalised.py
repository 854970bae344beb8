"""Wordings of texts never seen before, second round: each row reads right, its look-alike is left alone."""

from __future__ import annotations

import pytest
from analysis_cases import briefs

# (id, clause, steps in short notation)
CLAUSES = [
    ("that-holds-cue", "24小时内不能修复的应采取措施。", ["when/must 采取(措施) | 24小时内不能修复"]),
    ("that-cue-only", "不能自行撤离的由池外人员提升。", ["when/must 提升() | 不能自行撤离"]),
    ("that-not-ban", "严禁使用不得入库的气瓶。", ["never/forbid 使用(不得入库的气瓶)"]),
    ("outsider-acts", "非抢险人员向上风撤离，不得向低洼处躲避。", ["do/must 撤离()", "never/forbid 躲避()"]),
    ("awaited", "接班人员未到，不得离岗。", ["gate/forbid 离岗() | 接班人员未到"]),
    ("awaited-not", "操作人员未培训，不得上岗。", ["gate/forbid 上岗() | 未培训"]),
    ("weather-clause", "五级以上大风，禁止动火。", ["never/forbid 动火() | 五级以上大风"]),
    ("over", "作业完成，清点人员。", ["when/must 清点(人员) | 作业完成"]),
    ("over-not", "操作人员，清点工具。", ["do/must 清点(工具)"]),
    ("reaction", "作业中挖出不明物体，应立即停工。", ["when/must 停工() | 作业中;挖出不明物体"]),
    ("reaction-not", "将阀门关闭，应立即撤离。", ["do/must 关闭(阀门)", "do/must 撤离()"]),
    ("reaction-bare", "溶剂泼洒，立即用黄沙吸附。", ["when/must 吸附() | 溶剂泼洒"]),
    ("reaction-bare-not", "关闭阀门，立即报告。", ["do/must 关闭(阀门)", "do/must 报告()"]),
    ("failed", "堵漏无效，可将气瓶推入碱液池。", ["may/may 推入(气瓶) | 堵漏无效"]),
    ("cannot-see", "看不到水位，严禁上水。", ["never/forbid 上水() | 看不到水位"]),
    ("unmet-verb-first", "送排风未开，不得喷涂。", ["gate/forbid 喷涂() | 送排风未开"]),
    ("gloved-relative", "不应戴手套擦拭运转中的滚筒。", ["never/forbid 擦拭(运转中的滚筒)"]),
    ("gloved-noun-verb", "禁止戴手套操作旋转设备。", ["never/forbid 操作(旋转设备)"]),
    ("worn-attribute-not", "穿戴防滑的胶鞋。", ["do/must 穿戴(防滑的胶鞋)"]),
    ("made-not-state", "叶片用木楔卡死，不许站人。", ["do/must 卡死(叶片)", "never/forbid 站人()"]),
    ("behind-permission", "手动试3模正常后方可转半自动。", ["gate/may 转(半自动) | 手动试3模正常"]),
    ("fronted-goal", "废漆渣应放入铁桶。", ["do/must 放入(废漆渣)"]),
    ("fronted-goal-not", "车辆不得驶入库区。", ["never/forbid 驶入(库区)"]),
    ("relative-activity", "进行加热、加压及使用剧毒品的实验。", ["do/must 进行(加热、加压及使用剧毒品的实验)"]),
    ("relative-by-whom", "由两名佩戴空气呼吸器的人员进库搜救。", ["do/must 进库()+搜救()"]),
    ("relative-person", "发现泄漏的人员立即按下按钮。", ["when/must 按下(按钮) | 发现泄漏"]),
    ("relative-zhe", "吸入氨气者移至空气新鲜处。", ["when/must 移至(空气新鲜处) | 吸入氨气"]),
    ("occasion-first", "熄火先关乙炔阀。", ["when/must 关(乙炔阀) | 熄火"]),
    ("occasion-first-not", "检查人员先撤离。", ["do/must 撤离()"]),
    ("occasion-tool", "铲霜用木铲，不得用铁器敲打。", ["when/must 用(木铲) | 铲霜", "never/forbid 敲打() | 铲霜"]),
    ("occasion-tool-not", "打磨用力均匀。", ["do/must 打磨()+用力(均匀)"]),
    ("haste", "卷手立即按急停。", ["when/must 按(急停) | 卷手"]),
    ("haste-not", "班长立即报告。", ["do/must 报告()"]),
    ("each-of", "接、拆均戴手套。", ["when/must 戴(手套) | 接;拆"]),
    ("each-of-not", "阀门均应关闭。", ["do/must 关闭(阀门)"]),
    ("state-first", "皮肤溅上酸液先用布吸去。", ["when/must 吸()去 | 皮肤溅上酸液"]),
    ("exception-behind", "不得打反车，遇紧急情况除外。", ["gate/forbid 打反车() | 紧急情况"]),
    ("refused-case", "斜拉歪吊不吊。", ["never/forbid 吊() | 斜拉歪吊"]),
    ("refused-case-not", "除尘风机不停。", ["never/forbid 停(除尘风机)"]),
    ("check-not-ban", "检查磨损不超标。", ["do/must 检查(磨损)不超标"]),
    ("stop-event", "停止下降，并停冷却水。", ["do/must 停止(下降)", "do/must 停(冷却水)"]),
    ("equates", "只关阀门不算隔断。", []),
    ("defines", "叫不出水的为严重缺水。", []),
    ("compound-topic", "可燃气瓶与助燃气瓶不得同室存放。", ["never/forbid 存放(可燃气瓶、助燃气瓶)"]),
    ("act-topic", "机台联锁不得短接。", ["never/forbid 短接(机台联锁)"]),
    ("act-topic-not", "平台上有人不得移动。", ["never/forbid 移动() | 平台上有人"]),
    ("refuse-filling", "一律剔出不予充装。", ["do/must 剔()出", "never/forbid 充装()"]),
    ("bie", "身上着火就地打滚，别跑。", ["when/must 就地打滚() | 身上着火", "never/forbid 跑() | 身上着火"]),
    ("ban-state-inside", "严禁搅拌停止后重新启动搅拌。", ["never/forbid 重新启动(搅拌) | 搅拌停止"]),
    ("cai", "钥匙收齐才送电。", ["gate/may 送电() | 钥匙收齐"]),
    ("absorbed-beside", "清点工具，拆除盲板后才能解锁。", ["do/must 清点(工具)", "gate/may 解锁() | 清点工具;拆除盲板"]),
    ("with-person", "外来人员须登记、专人陪同方可进入。", ["gate/may 进入() | 登记;专人陪同"]),
    ("two-orders", "须一根一根剪不得两根同时剪。", ["do/must 剪()", "never/forbid 剪()"]),
    ("but", "使用人可以按试验按钮但不准打开箱门。", ["may/may 按(试验按钮) | 使用人", "never/forbid 打开(箱门) | 使用人"]),
    ("ji", "三次无应答即呼叫救援。", ["when/must 呼叫(救援) | 三次无应答"]),
    ("each-month", "消防电源每月切换一次。", ["do/must 切换(消防电源)"]),
    ("acts-named", "变速、换刀和测量工件，不停车不得进行。", ["gate/forbid 进行(变速、换刀和测量工件) | 不停车"]),
    ("passive", "衣袖被卷，切勿拉扯。", ["never/forbid 拉扯() | 衣袖被卷"]),
    ("and-has", "阀门应挂牌，并有明显标志。", ["do/must 挂牌(阀门)", "do/must 有(明显标志)"]),
    ("glued-ban", "事故处理未告一段落不得交接班。", ["gate/forbid (交接班) | 事故处理未告一段落"]),
    ("single-chars", "严禁抛、滑、滚、撞。", ["never/forbid 抛()+滑()+滚()+撞()"]),
    ("join-unknown", "移开或越过遮栏。", ["do/must 移开(遮栏)+越过(遮栏)"]),
    ("told-occasion", "遇到马上要出人命的紧急情况，有权停下活。", ["may/may 停下(活) | 马上要出人命的紧急情况"]),
    ("that-goes", "拉绳失效的到机头按急停。", ["when/must 到(机头)+按(急停) | 拉绳失效"]),
    ("enter-wear", "进室穿实验服。", ["when/must 穿(实验服) | 进室"]),
    ("glued-first", "用毕先关总阀。", ["when/must 关(总阀) | 用毕"]),
    ("enters-elsewhere", "焊工进入容器内，容器外须设监护人。", ["when/must 设(监护人) | 焊工进入容器内"]),
    ("duty-inside-when", "叉车须倒行时要有人引导。", ["when/must 引导() | 叉车倒行"]),
    ("second-half-person", "须有专项方案并由负责人指挥。", ["do/must 有(专项方案)", "do/must 指挥()"]),
    ("do-not-panic", "不要慌张先看清电压。", ["never/forbid 慌张()", "do/must 看(电压)清"]),
    ("unable-that", "不能修复的上报并采取补救措施。", ["when/must 上报(补救措施)+采取(补救措施) | 不能修复"]),
    ("unable-when", "电气着火，不能断电时用干粉。", ["when/must 用(干粉) | 电气着火;不能断电"]),
    ("unable-when-not", "不能在雷雨时登高。", ["never/forbid 登高() | 雷雨"]),
    ("ban-before-thing", "禁止停在消防通道、坡道及灭火器前。", ["never/forbid 停()"]),
    ("thing-does-not", "安全阀不动作，应打开手动放空。", ["when/must 打开()+放空() | 安全阀不动作"]),
    ("water-in-eyes", "氨水溅入眼内严禁揉擦。", ["never/forbid 揉擦() | 氨水溅入眼内"]),
    ("place-not-clause", "泄漏区内严禁开灯。", ["never/forbid 开灯()"]),
    ("breath", "呼吸停止给予人工呼吸。", ["when/must 人工呼吸() | 呼吸停止"]),
    ("trapped", "电梯困人，切断主电源。", ["when/must 切断(主电源) | 电梯困人"]),
    ("spread", "火势蔓延不能控制时撤离。", ["when/must 撤离() | 火势蔓延不能控制"]),
    ("named-people", "所有进入厂区的外来人员，均应登记。", ["do/must 登记()"]),
    ("please", "进入现场请戴好安全帽。", ["when/must 戴好(安全帽) | 进入现场"]),
    ("no-water", "叫不出水，紧急停炉。", ["when/must 紧急停炉() | 叫不出水"]),
]


@pytest.mark.parametrize(("clause", "steps"), [pytest.param(c, s, id=i) for i, c, s in CLAUSES])
def test_clause_reads_as(clause: str, steps: list[str]) -> None:
    assert briefs(clause) == steps


# (lead-in, section, items, steps): what stands above a list
LISTS = [
    (
        "绝不能做的：",
        "",
        ("多人同时下井。", "未佩戴呼吸器下井救人。", "应报警。"),
        ["never/forbid 下井(多人)", "gate/forbid 下井()+救人() | 未佩戴呼吸器", "do/must 报警()"],
    ),
    ("立即做的：", "", ("拨打120。",), ["do/must 拨打(120)"]),
    ("10ppm：", "", ("停止作业。",), ["when/must 停止(作业) | 10ppm"]),
    ("", "严禁事项", ("酒后上岗。",), ["never/forbid 上岗() | 酒后"]),
    ("", "注意事项", ("检查油位。",), ["do/must 检查(油位)"]),
    ("火势大：", "", ("撤离。",), ["when/must 撤离() | 火势大"]),
]


@pytest.mark.parametrize(("lead", "section", "items", "steps"), LISTS)
def test_list_reads_as(lead: str, section: str, items: tuple[str, ...], steps: list[str]) -> None:
    assert briefs(*items, lead=lead, section=section) == steps
