/** Words of a harbour town, made up for this corpus. Sentences are put together from them in `prose.ts`. */
export interface Words {
  readonly who: readonly string[];
  readonly does: readonly string[];
  readonly what: readonly string[];
  readonly where: readonly string[];
  readonly when: readonly string[];
  readonly how: readonly string[];
  readonly tags: readonly string[];
}

const list = (text: string): readonly string[] => text.split("|").map((word) => word.trim());

export const english: Words = {
  who: list(
    "the harbour master|a retired pilot|the night ferry|our baker|the tide clerk|a crew of four|the lamp keeper|my neighbour|the rope maker|a school class|the old dredger|the tea seller|a visiting engineer|the weather office|nobody in town",
  ),
  does: list(
    "repairs|measures|forgets|paints|describes|carries|counts|photographs|replaces|watches over|draws|sells|borrows|waits for|complains about|knows",
  ),
  what: list(
    "the northern breakwater|a ladder of wet steel|twelve crates of oranges|the timetable|a map without names|the fog signal|three kinds of knots|the second pump|a jar of salt plums|the ledger of 1931|every lantern on the quay|a small red boat|the price of diesel|the new pontoon|an answer",
  ),
  where: list(
    "behind the customs house|on the long pier|at the fish market|under the iron bridge|between two moorings|in the reading room|near the slipway|across the estuary|at the end of Rope Lane|below the signal tower",
  ),
  when: list(
    "before sunrise|on the last day of March|twice a week|after the storm|during the spring tides|at half past nine|in a dry summer|once the shift is over|since last winter|when the wind turns",
  ),
  how: list(
    "slowly|with great care|for no reason at all|without a word|against all advice|by hand|in pencil|as agreed|to everyone's surprise|for the third time",
  ),
  tags: list(
    "sea|harbour|weather|tools|notes|travel|food|maps|history|boats|work|letters|winter|night|radio|markets|engines|tides",
  ),
};

export const chinese: Words = {
  who: list(
    "港务员|退休的领航员|夜班渡轮|面包师傅|记潮水的人|四个水手|守灯人|我的邻居|编绳子的老人|一个班的学生|那艘旧挖泥船|卖茶的姑娘|来访的工程师|气象站|镇上没有人",
  ),
  does: list("修好了|量过|忘记了|重新刷了|描述过|运来|数了数|拍下|换掉了|看守着|画出|卖掉了|借走了|等着|抱怨|记得"),
  what: list(
    "北边的防波堤|一把湿漉漉的铁梯|十二箱橙子|新的时刻表|没有地名的地图|雾号|三种绳结|第二台水泵|一罐咸话梅|旧账本|码头上的每一盏灯|红色的小船|柴油的价钱|刚装好的浮桥|一个答案",
  ),
  where: list(
    "在海关楼后面|在长堤上|在鱼市旁边|在铁桥下面|在两个泊位之间|在阅览室里|离滑道不远的地方|在河口对岸|在绳巷尽头|在信号塔下",
  ),
  when: list("日出以前|三月的最后一天|每周两次|风暴过后|大潮的时候|九点半|干旱的夏天|换班以后|从去年冬天起|风向转变时"),
  how: list("慢慢地|小心翼翼地|毫无理由地|一句话也没说就|不顾劝告地|亲手|用铅笔|照约定|出人意料地|第三次"),
  tags: list("海|港口|天气|工具|笔记|旅行|吃的|地图|旧事|船|工作|书信|冬天|夜里|电台|集市|机器|潮水"),
};
