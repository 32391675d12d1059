// Written by tools/generate-folding.py from Unicode 14.0.0. Not to be edited by hand.
namespace Archive.Protocol.Data.CharacterSets;

internal static partial class FoldingTable
{
    // A character, what it folds to, end of line.
    private const string Foldings =
        "Aa\nBb\nCc\nDd\nEe\nFf\nGg\nHh\nIi\nJj\nKk\nLl\nMm\nNn\nOo\nPp\nQq\nRr\nSs\nTt\nUu\nVv\nWw\nXx\nYy\nZz\n\u00A0 \n¨ \nªa\n\u00AD\n¯ \n²2\n³3\n´'\nµμ\n" +
        "¸ \n¹1\nºo\n¼1⁄4\n½1⁄2\n¾3⁄4\nÀa\nÁa\nÂa\nÃa\nÄa\nÅa\nÆae\nÇc\nÈe\nÉe\nÊe\nËe\nÌi\nÍi\nÎi\nÏi\nÐd\nÑn\nÒo\nÓo\nÔo\nÕo\nÖo\nØo\nÙu\nÚu\nÛu\nÜu\nÝy\n" +
        "Þth\nßss\nàa\náa\nâa\nãa\näa\nåa\næae\nçc\nèe\née\nêe\nëe\nìi\níi\nîi\nïi\nðd\nñn\nòo\nóo\nôo\nõo\nöo\nøo\nùu\núu\nûu\nüu\nýy\nþth\nÿy\nĀa\nāa\nĂa\n" +
        "ăa\nĄa\nąa\nĆc\nćc\nĈc\nĉc\nĊc\nċc\nČc\nčc\nĎd\nďd\nĐd\nđd\nĒe\nēe\nĔe\nĕe\nĖe\nėe\nĘe\nęe\nĚe\něe\nĜg\nĝg\nĞg\nğg\nĠg\nġg\nĢg\nģg\nĤh\nĥh\nĦh\nħh\n" +
        "Ĩi\nĩi\nĪi\nīi\nĬi\nĭi\nĮi\nįi\nİi\nıi\nĲij\nĳij\nĴj\nĵj\nĶk\nķk\nĸk\nĹl\nĺl\nĻl\nļl\nĽl\nľl\nĿl·\nŀl·\nŁl\nłl\nŃn\nńn\nŅn\nņn\nŇn\nňn\nŉ'n\nŊn\nŋn\n" +
        "Ōo\nōo\nŎo\nŏo\nŐo\nőo\nŒoe\nœoe\nŔr\nŕr\nŖr\nŗr\nŘr\nřr\nŚs\nśs\nŜs\nŝs\nŞs\nşs\nŠs\nšs\nŢt\nţt\nŤt\nťt\nŦt\nŧt\nŨu\nũu\nŪu\nūu\nŬu\nŭu\nŮu\nůu\nŰu\n" +
        "űu\nŲu\nųu\nŴw\nŵw\nŶy\nŷy\nŸy\nŹz\nźz\nŻz\nżz\nŽz\nžz\nſs\nƁɓ\nƂƃ\nƄƅ\nƆɔ\nƇƈ\nƉɖ\nƊɗ\nƋƌ\nƎǝ\nƏə\nƐɛ\nƑƒ\nƓɠ\nƔɣ\nƖɩ\nƗɨ\nƘƙ\nƜɯ\nƝɲ\nƟɵ\nƠo\nơo\n" +
        "Ƣƣ\nƤƥ\nƦʀ\nƧƨ\nƩʃ\nƬƭ\nƮʈ\nƯu\nưu\nƱʊ\nƲʋ\nƳƴ\nƵƶ\nƷʒ\nƸƹ\nƼƽ\nǄdz\nǅdz\nǆdz\nǇlj\nǈlj\nǉlj\nǊnj\nǋnj\nǌnj\nǍa\nǎa\nǏi\nǐi\nǑo\nǒo\nǓu\nǔu\nǕu\nǖu\n" +
        "Ǘu\nǘu\nǙu\nǚu\nǛu\nǜu\nǞa\nǟa\nǠa\nǡa\nǢae\nǣae\nǤǥ\nǦg\nǧg\nǨk\nǩk\nǪo\nǫo\nǬo\nǭo\nǮʒ\nǯʒ\nǰj\nǱdz\nǲdz\nǳdz\nǴg\nǵg\nǶƕ\nǷƿ\nǸn\nǹn\nǺa\nǻa\nǼae\n" +
        "ǽae\nǾo\nǿo\nȀa\nȁa\nȂa\nȃa\nȄe\nȅe\nȆe\nȇe\nȈi\nȉi\nȊi\nȋi\nȌo\nȍo\nȎo\nȏo\nȐr\nȑr\nȒr\nȓr\nȔu\nȕu\nȖu\nȗu\nȘs\nșs\nȚt\nțt\nȜȝ\nȞh\nȟh\nȠƞ\nȢȣ\nȤȥ\n" +
        "Ȧa\nȧa\nȨe\nȩe\nȪo\nȫo\nȬo\nȭo\nȮo\nȯo\nȰo\nȱo\nȲy\nȳy\nȺⱥ\nȻȼ\nȽƚ\nȾⱦ\nɁɂ\nɃƀ\nɄʉ\nɅʌ\nɆɇ\nɈɉ\nɊɋ\nɌɍ\nɎɏ\nʰh\nʱɦ\nʲj\nʳr\nʴɹ\nʵɻ\nʶʁ\nʷw\nʸy\nʹ'\n" +
        "ʼ'\n˘ \n˙ \n˚ \n˛ \n˜ \n˝ \nˠɣ\nˡl\nˢs\nˣx\nˤʕ\n\u0300\n\u0301\n\u0302\n\u0303\n\u0304\n\u0305\n\u0306\n\u0307\n\u0308\n\u0309\n\u030A\n\u030B\n" +
        "\u030C\n\u030D\n\u030E\n\u030F\n\u0310\n\u0311\n\u0312\n\u0313\n\u0314\n\u0315\n\u0316\n\u0317\n\u0318\n\u0319\n\u031A\n\u031B\n\u031C\n\u031D\n" +
        "\u031E\n\u031F\n\u0320\n\u0321\n\u0322\n\u0323\n\u0324\n\u0325\n\u0326\n\u0327\n\u0328\n\u0329\n\u032A\n\u032B\n\u032C\n\u032D\n\u032E\n\u032F\n" +
        "\u0330\n\u0331\n\u0332\n\u0333\n\u0334\n\u0335\n\u0336\n\u0337\n\u0338\n\u0339\n\u033A\n\u033B\n\u033C\n\u033D\n\u033E\n\u033F\n\u0340\n\u0341\n" +
        "\u0342\n\u0343\n\u0344\n\u0345ι\n\u0346\n\u0347\n\u0348\n\u0349\n\u034A\n\u034B\n\u034C\n\u034D\n\u034E\n\u034F\n\u0350\n\u0351\n\u0352\n\u0353\n" +
        "\u0354\n\u0355\n\u0356\n\u0357\n\u0358\n\u0359\n\u035A\n\u035B\n\u035C\n\u035D\n\u035E\n\u035F\n\u0360\n\u0361\n\u0362\n\u0363\n\u0364\n\u0365\n" +
        "\u0366\n\u0367\n\u0368\n\u0369\n\u036A\n\u036B\n\u036C\n\u036D\n\u036E\n\u036F\nͰͱ\nͲͳ\nʹ'\nͶͷ\nͺ ι\n;;\nͿϳ\n΄ \n΅ \nΆα\n··\nΈε\nΉη\nΊι\nΌο\nΎυ\nΏω\n" +
        "ΐι\nΑα\nΒβ\nΓγ\nΔδ\nΕε\nΖζ\nΗη\nΘθ\nΙι\nΚκ\nΛλ\nΜμ\nΝν\nΞξ\nΟο\nΠπ\nΡρ\nΣσ\nΤτ\nΥυ\nΦφ\nΧχ\nΨψ\nΩω\nΪι\nΫυ\nάα\nέε\nήη\nίι\nΰυ\nςσ\nϊι\nϋυ\nόο\nύυ\n" +
        "ώω\nϏϗ\nϐβ\nϑθ\nϒυ\nϓυ\nϔυ\nϕφ\nϖπ\nϘϙ\nϚϛ\nϜϝ\nϞϟ\nϠϡ\nϢϣ\nϤϥ\nϦϧ\nϨϩ\nϪϫ\nϬϭ\nϮϯ\nϰκ\nϱρ\nϲσ\nϴθ\nϵε\nϷϸ\nϹσ\nϺϻ\nϽͻ\nϾͼ\nϿͽ\nЀе\nЁе\nЂђ\nЃг\nЄє\n" +
        "Ѕѕ\nІі\nЇі\nЈј\nЉљ\nЊњ\nЋћ\nЌк\nЍи\nЎу\nЏџ\nАа\nБб\nВв\nГг\nДд\nЕе\nЖж\nЗз\nИи\nЙи\nКк\nЛл\nМм\nНн\nОо\nПп\nРр\nСс\nТт\nУу\nФф\nХх\nЦц\nЧч\nШш\nЩщ\n" +
        "Ъъ\nЫы\nЬь\nЭэ\nЮю\nЯя\nйи\nѐе\nёе\nѓг\nїі\nќк\nѝи\nўу\nѠѡ\nѢѣ\nѤѥ\nѦѧ\nѨѩ\nѪѫ\nѬѭ\nѮѯ\nѰѱ\nѲѳ\nѴѵ\nѶѵ\nѷѵ\nѸѹ\nѺѻ\nѼѽ\nѾѿ\nҀҁ\n\u0483\n\u0484\n" +
        "\u0485\n\u0486\n\u0487\n\u0488\n\u0489\nҊҋ\nҌҍ\nҎҏ\nҐґ\nҒғ\nҔҕ\nҖҗ\nҘҙ\nҚқ\nҜҝ\nҞҟ\nҠҡ\nҢң\nҤҥ\nҦҧ\nҨҩ\nҪҫ\nҬҭ\nҮү\nҰұ\nҲҳ\nҴҵ\nҶҷ\nҸҹ\nҺһ\nҼҽ\nҾҿ\n" +
        "Ӏӏ\nӁж\nӂж\nӃӄ\nӅӆ\nӇӈ\nӉӊ\nӋӌ\nӍӎ\nӐа\nӑа\nӒа\nӓа\nӔӕ\nӖе\nӗе\nӘә\nӚә\nӛә\nӜж\nӝж\nӞз\nӟз\nӠӡ\nӢи\nӣи\nӤи\nӥи\nӦо\nӧо\nӨө\nӪө\nӫө\nӬэ\nӭэ\nӮу\nӯу\n" +
        "Ӱу\nӱу\nӲу\nӳу\nӴч\nӵч\nӶӷ\nӸы\nӹы\nӺӻ\nӼӽ\nӾӿ\nԀԁ\nԂԃ\nԄԅ\nԆԇ\nԈԉ\nԊԋ\nԌԍ\nԎԏ\nԐԑ\nԒԓ\nԔԕ\nԖԗ\nԘԙ\nԚԛ\nԜԝ\nԞԟ\nԠԡ\nԢԣ\nԤԥ\nԦԧ\nԨԩ\nԪԫ\nԬԭ\nԮԯ\nԱա\n" +
        "Բբ\nԳգ\nԴդ\nԵե\nԶզ\nԷէ\nԸը\nԹթ\nԺժ\nԻի\nԼլ\nԽխ\nԾծ\nԿկ\nՀհ\nՁձ\nՂղ\nՃճ\nՄմ\nՅյ\nՆն\nՇշ\nՈո\nՉչ\nՊպ\nՋջ\nՌռ\nՍս\nՎվ\nՏտ\nՐր\nՑց\nՒւ\nՓփ\nՔք\nՕօ\nՖֆ\n" +
        "ևեւ\n\u0591\n\u0592\n\u0593\n\u0594\n\u0595\n\u0596\n\u0597\n\u0598\n\u0599\n\u059A\n\u059B\n\u059C\n\u059D\n\u059E\n\u059F\n\u05A0\n\u05A1\n\u05A2\n" +
        "\u05A3\n\u05A4\n\u05A5\n\u05A6\n\u05A7\n\u05A8\n\u05A9\n\u05AA\n\u05AB\n\u05AC\n\u05AD\n\u05AE\n\u05AF\n\u05B0\n\u05B1\n\u05B2\n\u05B3\n\u05B4\n" +
        "\u05B5\n\u05B6\n\u05B7\n\u05B8\n\u05B9\n\u05BA\n\u05BB\n\u05BC\n\u05BD\n\u05BF\n\u05C1\n\u05C2\n\u05C4\n\u05C5\n\u05C7\n\u0600\n\u0601\n\u0602\n" +
        "\u0603\n\u0604\n\u0605\n\u0610\n\u0611\n\u0612\n\u0613\n\u0614\n\u0615\n\u0616\n\u0617\n\u0618\n\u0619\n\u061A\n\u061C\n\u0622\u0627\n\u0623\u0627\n" +
        "\u0624\u0648\n\u0625\u0627\n\u0626\u064A\n\u0640\n\u064B\n\u064C\n\u064D\n\u064E\n\u064F\n\u0650\n\u0651\n\u0652\n\u0653\n\u0654\n\u0655\n\u0656\n" +
        "\u0657\n\u0658\n\u0659\n\u065A\n\u065B\n\u065C\n\u065D\n\u065E\n\u065F\n\u0670\n\u0675\u0627\u0674\n\u0676\u0648\u0674\n\u0677\u06C7\u0674\n" +
        "\u0678\u064A\u0674\n\u06C0\u06D5\n\u06C2\u06C1\n\u06D3\u06D2\n\u06D6\n\u06D7\n\u06D8\n\u06D9\n\u06DA\n\u06DB\n\u06DC\n\u06DD\n\u06DF\n\u06E0\n\u06E1\n" +
        "\u06E2\n\u06E3\n\u06E4\n\u06E7\n\u06E8\n\u06EA\n\u06EB\n\u06EC\n\u06ED\n\u070F\n\u0890\n\u0891\n\u08E2\nक़क\u093C\nख़ख\u093C\nग़ग\u093C\nज़ज\u093C\n" +
        "ड़ड\u093C\nढ़ढ\u093C\nफ़फ\u093C\nय़य\u093C\nড়ড\u09BC\nঢ়ঢ\u09BC\nয়য\u09BC\nਲ਼ਲ\u0A3C\nਸ਼ਸ\u0A3C\nਖ਼ਖ\u0A3C\nਗ਼ਗ\u0A3C\nਜ਼ਜ\u0A3C\nਫ਼ਫ\u0A3C\nଡ଼ଡ\u0B3C\nଢ଼ଢ\u0B3C\n" +
        "ำ\u0E4Dา\nຳ\u0ECDາ\nໜຫນ\nໝຫມ\n༌་\nགྷག\u0FB7\nཌྷཌ\u0FB7\nདྷད\u0FB7\nབྷབ\u0FB7\nཛྷཛ\u0FB7\nཀྵཀ\u0FB5\n\u0F73\u0F71\u0F72\n\u0F75\u0F71\u0F74\n" +
        "\u0F76\u0FB2\u0F80\n\u0F77\u0FB2\u0F71\u0F80\n\u0F78\u0FB3\u0F80\n\u0F79\u0FB3\u0F71\u0F80\n\u0F81\u0F71\u0F80\n\u0F93\u0F92\u0FB7\n" +
        "\u0F9D\u0F9C\u0FB7\n\u0FA2\u0FA1\u0FB7\n\u0FA7\u0FA6\u0FB7\n\u0FAC\u0FAB\u0FB7\n\u0FB9\u0F90\u0FB5\nႠⴀ\nႡⴁ\nႢⴂ\nႣⴃ\nႤⴄ\nႥⴅ\nႦⴆ\nႧⴇ\nႨⴈ\nႩⴉ\nႪⴊ\nႫⴋ\n" +
        "Ⴌⴌ\nႭⴍ\nႮⴎ\nႯⴏ\nႰⴐ\nႱⴑ\nႲⴒ\nႳⴓ\nႴⴔ\nႵⴕ\nႶⴖ\nႷⴗ\nႸⴘ\nႹⴙ\nႺⴚ\nႻⴛ\nႼⴜ\nႽⴝ\nႾⴞ\nႿⴟ\nჀⴠ\nჁⴡ\nჂⴢ\nჃⴣ\nჄⴤ\nჅⴥ\nჇⴧ\nჍⴭ\nჼნ\nᏸᏰ\nᏹᏱ\nᏺᏲ\nᏻᏳ\nᏼᏴ\nᏽᏵ\n\u180E\n" +
        "\u1AB0\n\u1AB1\n\u1AB2\n\u1AB3\n\u1AB4\n\u1AB5\n\u1AB6\n\u1AB7\n\u1AB8\n\u1AB9\n\u1ABA\n\u1ABB\n\u1ABC\n\u1ABD\n\u1ABE\n\u1ABF\n\u1AC0\n\u1AC1\n" +
        "\u1AC2\n\u1AC3\n\u1AC4\n\u1AC5\n\u1AC6\n\u1AC7\n\u1AC8\n\u1AC9\n\u1ACA\n\u1ACB\n\u1ACC\n\u1ACD\n\u1ACE\nᲀв\nᲁд\nᲂо\nᲃс\nᲄт\nᲅт\nᲆъ\nᲇѣ\nᲈꙋ\nᲐა\nᲑბ\n" +
        "Გგ\nᲓდ\nᲔე\nᲕვ\nᲖზ\nᲗთ\nᲘი\nᲙკ\nᲚლ\nᲛმ\nᲜნ\nᲝო\nᲞპ\nᲟჟ\nᲠრ\nᲡს\nᲢტ\nᲣუ\nᲤფ\nᲥქ\nᲦღ\nᲧყ\nᲨშ\nᲩჩ\nᲪც\nᲫძ\nᲬწ\nᲭჭ\nᲮხ\nᲯჯ\nᲰჰ\nᲱჱ\nᲲჲ\nᲳჳ\nᲴჴ\nᲵჵ\nᲶჶ\n" +
        "Ჷჷ\nᲸჸ\nᲹჹ\nᲺჺ\nᲽჽ\nᲾჾ\nᲿჿ\nᴬa\nᴭae\nᴮb\nᴰd\nᴱe\nᴲǝ\nᴳg\nᴴh\nᴵi\nᴶj\nᴷk\nᴸl\nᴹm\nᴺn\nᴼo\nᴽȣ\nᴾp\nᴿr\nᵀt\nᵁu\nᵂw\nᵃa\nᵄɐ\nᵅɑ\nᵆᴂ\nᵇb\nᵈd\nᵉe\nᵊə\nᵋɛ\n" +
        "ᵌɜ\nᵍg\nᵏk\nᵐm\nᵑn\nᵒo\nᵓɔ\nᵔᴖ\nᵕᴗ\nᵖp\nᵗt\nᵘu\nᵙᴝ\nᵚɯ\nᵛv\nᵜᴥ\nᵝβ\nᵞγ\nᵟδ\nᵠφ\nᵡχ\nᵢi\nᵣr\nᵤu\nᵥv\nᵦβ\nᵧγ\nᵨρ\nᵩφ\nᵪχ\nᵸн\nᶛɒ\nᶜc\nᶝɕ\nᶞd\nᶟɜ\nᶠf\n" +
        "ᶡɟ\nᶢɡ\nᶣɥ\nᶤɨ\nᶥɩ\nᶦɪ\nᶧᵻ\nᶨʝ\nᶩɭ\nᶪᶅ\nᶫʟ\nᶬɱ\nᶭɰ\nᶮɲ\nᶯɳ\nᶰɴ\nᶱɵ\nᶲɸ\nᶳʂ\nᶴʃ\nᶵƫ\nᶶʉ\nᶷʊ\nᶸᴜ\nᶹʋ\nᶺʌ\nᶻz\nᶼʐ\nᶽʑ\nᶾʒ\nᶿθ\n\u1DC0\n\u1DC1\n\u1DC2\n" +
        "\u1DC3\n\u1DC4\n\u1DC5\n\u1DC6\n\u1DC7\n\u1DC8\n\u1DC9\n\u1DCA\n\u1DCB\n\u1DCC\n\u1DCD\n\u1DCE\n\u1DCF\n\u1DD0\n\u1DD1\n\u1DD2\n\u1DD3\n\u1DD4\n" +
        "\u1DD5\n\u1DD6\n\u1DD7\n\u1DD8\n\u1DD9\n\u1DDA\n\u1DDB\n\u1DDC\n\u1DDD\n\u1DDE\n\u1DDF\n\u1DE0\n\u1DE1\n\u1DE2\n\u1DE3\n\u1DE4\n\u1DE5\n\u1DE6\n" +
        "\u1DE7\n\u1DE8\n\u1DE9\n\u1DEA\n\u1DEB\n\u1DEC\n\u1DED\n\u1DEE\n\u1DEF\n\u1DF0\n\u1DF1\n\u1DF2\n\u1DF3\n\u1DF4\n\u1DF5\n\u1DF6\n\u1DF7\n\u1DF8\n" +
        "\u1DF9\n\u1DFA\n\u1DFB\n\u1DFC\n\u1DFD\n\u1DFE\n\u1DFF\nḀa\nḁa\nḂb\nḃb\nḄb\nḅb\nḆb\nḇb\nḈc\nḉc\nḊd\nḋd\nḌd\nḍd\nḎd\nḏd\nḐd\nḑd\nḒd\nḓd\nḔe\nḕe\nḖe\n" +
        "ḗe\nḘe\nḙe\nḚe\nḛe\nḜe\nḝe\nḞf\nḟf\nḠg\nḡg\nḢh\nḣh\nḤh\nḥh\nḦh\nḧh\nḨh\nḩh\nḪh\nḫh\nḬi\nḭi\nḮi\nḯi\nḰk\nḱk\nḲk\nḳk\nḴk\nḵk\nḶl\nḷl\nḸl\nḹl\nḺl\nḻl\n" +
        "Ḽl\nḽl\nḾm\nḿm\nṀm\nṁm\nṂm\nṃm\nṄn\nṅn\nṆn\nṇn\nṈn\nṉn\nṊn\nṋn\nṌo\nṍo\nṎo\nṏo\nṐo\nṑo\nṒo\nṓo\nṔp\nṕp\nṖp\nṗp\nṘr\nṙr\nṚr\nṛr\nṜr\nṝr\nṞr\nṟr\nṠs\n" +
        "ṡs\nṢs\nṣs\nṤs\nṥs\nṦs\nṧs\nṨs\nṩs\nṪt\nṫt\nṬt\nṭt\nṮt\nṯt\nṰt\nṱt\nṲu\nṳu\nṴu\nṵu\nṶu\nṷu\nṸu\nṹu\nṺu\nṻu\nṼv\nṽv\nṾv\nṿv\nẀw\nẁw\nẂw\nẃw\nẄw\nẅw\n" +
        "Ẇw\nẇw\nẈw\nẉw\nẊx\nẋx\nẌx\nẍx\nẎy\nẏy\nẐz\nẑz\nẒz\nẓz\nẔz\nẕz\nẖh\nẗt\nẘw\nẙy\nẚaʾ\nẛs\nẞss\nẠa\nạa\nẢa\nảa\nẤa\nấa\nẦa\nầa\nẨa\nẩa\nẪa\nẫa\nẬa\nậa\n" +
        "Ắa\nắa\nẰa\nằa\nẲa\nẳa\nẴa\nẵa\nẶa\nặa\nẸe\nẹe\nẺe\nẻe\nẼe\nẽe\nẾe\nếe\nỀe\nềe\nỂe\nểe\nỄe\nễe\nỆe\nệe\nỈi\nỉi\nỊi\nịi\nỌo\nọo\nỎo\nỏo\nỐo\nốo\nỒo\n" +
        "ồo\nỔo\nổo\nỖo\nỗo\nỘo\nộo\nỚo\nớo\nỜo\nờo\nỞo\nởo\nỠo\nỡo\nỢo\nợo\nỤu\nụu\nỦu\nủu\nỨu\nứu\nỪu\nừu\nỬu\nửu\nỮu\nữu\nỰu\nựu\nỲy\nỳy\nỴy\nỵy\nỶy\nỷy\n" +
        "Ỹy\nỹy\nỺỻ\nỼỽ\nỾỿ\nἀα\nἁα\nἂα\nἃα\nἄα\nἅα\nἆα\nἇα\nἈα\nἉα\nἊα\nἋα\nἌα\nἍα\nἎα\nἏα\nἐε\nἑε\nἒε\nἓε\nἔε\nἕε\nἘε\nἙε\nἚε\nἛε\nἜε\nἝε\nἠη\nἡη\nἢη\nἣη\n" +
        "ἤη\nἥη\nἦη\nἧη\nἨη\nἩη\nἪη\nἫη\nἬη\nἭη\nἮη\nἯη\nἰι\nἱι\nἲι\nἳι\nἴι\nἵι\nἶι\nἷι\nἸι\nἹι\nἺι\nἻι\nἼι\nἽι\nἾι\nἿι\nὀο\nὁο\nὂο\nὃο\nὄο\nὅο\nὈο\nὉο\nὊο\n" +
        "Ὃο\nὌο\nὍο\nὐυ\nὑυ\nὒυ\nὓυ\nὔυ\nὕυ\nὖυ\nὗυ\nὙυ\nὛυ\nὝυ\nὟυ\nὠω\nὡω\nὢω\nὣω\nὤω\nὥω\nὦω\nὧω\nὨω\nὩω\nὪω\nὫω\nὬω\nὭω\nὮω\nὯω\nὰα\nάα\nὲε\nέε\nὴη\nήη\n" +
        "ὶι\nίι\nὸο\nόο\nὺυ\nύυ\nὼω\nώω\nᾀαι\nᾁαι\nᾂαι\nᾃαι\nᾄαι\nᾅαι\nᾆαι\nᾇαι\nᾈαι\nᾉαι\nᾊαι\nᾋαι\nᾌαι\nᾍαι\nᾎαι\nᾏαι\nᾐηι\nᾑηι\nᾒηι\nᾓηι\nᾔηι\nᾕηι\nᾖηι\n" +
        "ᾗηι\nᾘηι\nᾙηι\nᾚηι\nᾛηι\nᾜηι\nᾝηι\nᾞηι\nᾟηι\nᾠωι\nᾡωι\nᾢωι\nᾣωι\nᾤωι\nᾥωι\nᾦωι\nᾧωι\nᾨωι\nᾩωι\nᾪωι\nᾫωι\nᾬωι\nᾭωι\nᾮωι\nᾯωι\nᾰα\nᾱα\nᾲαι\nᾳαι\nᾴαι\n" +
        "ᾶα\nᾷαι\nᾸα\nᾹα\nᾺα\nΆα\nᾼαι\n᾽ \nιι\n᾿ \n῀ \n῁ \nῂηι\nῃηι\nῄηι\nῆη\nῇηι\nῈε\nΈε\nῊη\nΉη\nῌηι\n῍ \n῎ \n῏ \nῐι\nῑι\nῒι\nΐι\nῖι\nῗι\nῘι\nῙι\nῚι\nΊι\n" +
        "῝ \n῞ \n῟ \nῠυ\nῡυ\nῢυ\nΰυ\nῤρ\nῥρ\nῦυ\nῧυ\nῨυ\nῩυ\nῪυ\nΎυ\nῬρ\n῭ \n΅ \n``\nῲωι\nῳωι\nῴωι\nῶω\nῷωι\nῸο\nΌο\nῺω\nΏω\nῼωι\n´ \n῾ \n\u2000 \n\u2001 \n" +
        "\u2002 \n\u2003 \n\u2004 \n\u2005 \n\u2006 \n\u2007 \n\u2008 \n\u2009 \n\u200A \n\u200B\n\u200C\n\u200D\n\u200E\n\u200F\n‐-\n‑-\n‒-\n–-\n—-\n―-\n‗ \n" +
        "‘'\n’'\n‛'\n“\"\n”\"\n․.\n‥..\n…...\n\u202A\n\u202B\n\u202C\n\u202D\n\u202E\n\u202F \n′'\n″''\n‴'''\n‶‵‵\n‷‵‵‵\n‼!!\n‾ \n⁇??\n⁈?!\n⁉!?\n⁗''''\n" +
        "\u205F \n\u2060\n\u2061\n\u2062\n\u2063\n\u2064\n\u2066\n\u2067\n\u2068\n\u2069\n\u206A\n\u206B\n\u206C\n\u206D\n\u206E\n\u206F\n⁰0\nⁱi\n⁴4\n⁵5\n⁶6\n" +
        "⁷7\n⁸8\n⁹9\n⁺+\n⁻-\n⁼=\n⁽(\n⁾)\nⁿn\n₀0\n₁1\n₂2\n₃3\n₄4\n₅5\n₆6\n₇7\n₈8\n₉9\n₊+\n₋-\n₌=\n₍(\n₎)\nₐa\nₑe\nₒo\nₓx\nₔə\nₕh\nₖk\nₗl\nₘm\nₙn\nₚp\nₛs\nₜt\n" +
        "₨rs\n\u20D0\n\u20D1\n\u20D2\n\u20D3\n\u20D4\n\u20D5\n\u20D6\n\u20D7\n\u20D8\n\u20D9\n\u20DA\n\u20DB\n\u20DC\n\u20DD\n\u20DE\n\u20DF\n\u20E0\n\u20E1\n" +
        "\u20E2\n\u20E3\n\u20E4\n\u20E5\n\u20E6\n\u20E7\n\u20E8\n\u20E9\n\u20EA\n\u20EB\n\u20EC\n\u20ED\n\u20EE\n\u20EF\n\u20F0\n℀a/c\n℁a/s\nℂc\n℃°c\n℅c/o\n" +
        "℆c/u\nℇɛ\n℉°f\nℊg\nℋh\nℌh\nℍh\nℎh\nℏh\nℐi\nℑi\nℒl\nℓl\nℕn\n№no\nℙp\nℚq\nℛr\nℜr\nℝr\n℠sm\n℡tel\n™tm\nℤz\nΩω\nℨz\nKk\nÅa\nℬb\nℭc\nℯe\nℰe\nℱf\nℲⅎ\nℳm\n" +
        "ℴo\nℵ\u05D0\nℶ\u05D1\nℷ\u05D2\nℸ\u05D3\nℹi\n℻fax\nℼπ\nℽγ\nℾγ\nℿπ\n⅀∑\nⅅd\nⅆd\nⅇe\nⅈi\nⅉj\n⅐1⁄7\n⅑1⁄9\n⅒1⁄10\n⅓1⁄3\n⅔2⁄3\n⅕1⁄5\n⅖2⁄5\n⅗3⁄5\n⅘4⁄5\n" +
        "⅙1⁄6\n⅚5⁄6\n⅛1⁄8\n⅜3⁄8\n⅝5⁄8\n⅞7⁄8\n⅟1⁄\nⅠi\nⅡii\nⅢiii\nⅣiv\nⅤv\nⅥvi\nⅦvii\nⅧviii\nⅨix\nⅩx\nⅪxi\nⅫxii\nⅬl\nⅭc\nⅮd\nⅯm\nⅰi\nⅱii\nⅲiii\nⅳiv\nⅴv\nⅵvi\n" +
        "ⅶvii\nⅷviii\nⅸix\nⅹx\nⅺxi\nⅻxii\nⅼl\nⅽc\nⅾd\nⅿm\nↃↄ\n↉0⁄3\n↚←\n↛→\n↮↔\n⇍⇐\n⇎⇔\n⇏⇒\n∄∃\n∉∈\n∌∋\n−-\n∤∣\n∦∥\n∬∫∫\n∭∫∫∫\n∯∮∮\n∰∮∮∮\n≁∼\n≄≃\n≇≅\n≉≈\n≠=\n" +
        "≢≡\n≭≍\n≮<\n≯>\n≰≤\n≱≥\n≴≲\n≵≳\n≸≶\n≹≷\n⊀≺\n⊁≻\n⊄⊂\n⊅⊃\n⊈⊆\n⊉⊇\n⊬⊢\n⊭⊨\n⊮⊩\n⊯⊫\n⋠≼\n⋡≽\n⋢⊑\n⋣⊒\n⋪⊲\n⋫⊳\n⋬⊴\n⋭⊵\n〈〈\n〉〉\n①1\n②2\n③3\n④4\n⑤5\n⑥6\n⑦7\n" +
        "⑧8\n⑨9\n⑩10\n⑪11\n⑫12\n⑬13\n⑭14\n⑮15\n⑯16\n⑰17\n⑱18\n⑲19\n⑳20\n⑴(1)\n⑵(2)\n⑶(3)\n⑷(4)\n⑸(5)\n⑹(6)\n⑺(7)\n⑻(8)\n⑼(9)\n⑽(10)\n⑾(11)\n⑿(12)\n⒀(13)\n" +
        "⒁(14)\n⒂(15)\n⒃(16)\n⒄(17)\n⒅(18)\n⒆(19)\n⒇(20)\n⒈1.\n⒉2.\n⒊3.\n⒋4.\n⒌5.\n⒍6.\n⒎7.\n⒏8.\n⒐9.\n⒑10.\n⒒11.\n⒓12.\n⒔13.\n⒕14.\n⒖15.\n⒗16.\n⒘17.\n⒙18.\n" +
        "⒚19.\n⒛20.\n⒜(a)\n⒝(b)\n⒞(c)\n⒟(d)\n⒠(e)\n⒡(f)\n⒢(g)\n⒣(h)\n⒤(i)\n⒥(j)\n⒦(k)\n⒧(l)\n⒨(m)\n⒩(n)\n⒪(o)\n⒫(p)\n⒬(q)\n⒭(r)\n⒮(s)\n⒯(t)\n⒰(u)\n⒱(v)\n⒲(w)\n" +
        "⒳(x)\n⒴(y)\n⒵(z)\nⒶa\nⒷb\nⒸc\nⒹd\nⒺe\nⒻf\nⒼg\nⒽh\nⒾi\nⒿj\nⓀk\nⓁl\nⓂm\nⓃn\nⓄo\nⓅp\nⓆq\nⓇr\nⓈs\nⓉt\nⓊu\nⓋv\nⓌw\nⓍx\nⓎy\nⓏz\nⓐa\nⓑb\nⓒc\nⓓd\nⓔe\nⓕf\nⓖg\n" +
        "ⓗh\nⓘi\nⓙj\nⓚk\nⓛl\nⓜm\nⓝn\nⓞo\nⓟp\nⓠq\nⓡr\nⓢs\nⓣt\nⓤu\nⓥv\nⓦw\nⓧx\nⓨy\nⓩz\n⓪0\n⨌∫∫∫∫\n⩴::=\n⩵==\n⩶===\n⫝̸⫝\nⰀⰰ\nⰁⰱ\nⰂⰲ\nⰃⰳ\nⰄⰴ\nⰅⰵ\nⰆⰶ\nⰇⰷ\nⰈⰸ\nⰉⰹ\n" +
        "Ⰺⰺ\nⰋⰻ\nⰌⰼ\nⰍⰽ\nⰎⰾ\nⰏⰿ\nⰐⱀ\nⰑⱁ\nⰒⱂ\nⰓⱃ\nⰔⱄ\nⰕⱅ\nⰖⱆ\nⰗⱇ\nⰘⱈ\nⰙⱉ\nⰚⱊ\nⰛⱋ\nⰜⱌ\nⰝⱍ\nⰞⱎ\nⰟⱏ\nⰠⱐ\nⰡⱑ\nⰢⱒ\nⰣⱓ\nⰤⱔ\nⰥⱕ\nⰦⱖ\nⰧⱗ\nⰨⱘ\nⰩⱙ\nⰪⱚ\nⰫⱛ\nⰬⱜ\nⰭⱝ\nⰮⱞ\n" +
        "Ⱟⱟ\nⱠⱡ\nⱢɫ\nⱣᵽ\nⱤɽ\nⱧⱨ\nⱩⱪ\nⱫⱬ\nⱭɑ\nⱮɱ\nⱯɐ\nⱰɒ\nⱲⱳ\nⱵⱶ\nⱼj\nⱽv\nⱾȿ\nⱿɀ\nⲀⲁ\nⲂⲃ\nⲄⲅ\nⲆⲇ\nⲈⲉ\nⲊⲋ\nⲌⲍ\nⲎⲏ\nⲐⲑ\nⲒⲓ\nⲔⲕ\nⲖⲗ\nⲘⲙ\nⲚⲛ\nⲜⲝ\nⲞⲟ\nⲠⲡ\nⲢⲣ\nⲤⲥ\n" +
        "Ⲧⲧ\nⲨⲩ\nⲪⲫ\nⲬⲭ\nⲮⲯ\nⲰⲱ\nⲲⲳ\nⲴⲵ\nⲶⲷ\nⲸⲹ\nⲺⲻ\nⲼⲽ\nⲾⲿ\nⳀⳁ\nⳂⳃ\nⳄⳅ\nⳆⳇ\nⳈⳉ\nⳊⳋ\nⳌⳍ\nⳎⳏ\nⳐⳑ\nⳒⳓ\nⳔⳕ\nⳖⳗ\nⳘⳙ\nⳚⳛ\nⳜⳝ\nⳞⳟ\nⳠⳡ\nⳢⳣ\nⳫⳬ\nⳭⳮ\nⳲⳳ\nⵯⵡ\n⺟母\n⻳龟\n" +
        "⼀一\n⼁丨\n⼂丶\n⼃丿\n⼄乙\n⼅亅\n⼆二\n⼇亠\n⼈人\n⼉儿\n⼊入\n⼋八\n⼌冂\n⼍冖\n⼎冫\n⼏几\n⼐凵\n⼑刀\n⼒力\n⼓勹\n⼔匕\n⼕匚\n⼖匸\n⼗十\n⼘卜\n⼙卩\n⼚厂\n⼛厶\n⼜又\n⼝口\n⼞囗\n⼟土\n⼠士\n⼡夂\n⼢夊\n⼣夕\n⼤大\n" +
        "⼥女\n⼦子\n⼧宀\n⼨寸\n⼩小\n⼪尢\n⼫尸\n⼬屮\n⼭山\n⼮巛\n⼯工\n⼰己\n⼱巾\n⼲干\n⼳幺\n⼴广\n⼵廴\n⼶廾\n⼷弋\n⼸弓\n⼹彐\n⼺彡\n⼻彳\n⼼心\n⼽戈\n⼾戶\n⼿手\n⽀支\n⽁攴\n⽂文\n⽃斗\n⽄斤\n⽅方\n⽆无\n⽇日\n⽈曰\n⽉月\n" +
        "⽊木\n⽋欠\n⽌止\n⽍歹\n⽎殳\n⽏毋\n⽐比\n⽑毛\n⽒氏\n⽓气\n⽔水\n⽕火\n⽖爪\n⽗父\n⽘爻\n⽙爿\n⽚片\n⽛牙\n⽜牛\n⽝犬\n⽞玄\n⽟玉\n⽠瓜\n⽡瓦\n⽢甘\n⽣生\n⽤用\n⽥田\n⽦疋\n⽧疒\n⽨癶\n⽩白\n⽪皮\n⽫皿\n⽬目\n⽭矛\n⽮矢\n" +
        "⽯石\n⽰示\n⽱禸\n⽲禾\n⽳穴\n⽴立\n⽵竹\n⽶米\n⽷糸\n⽸缶\n⽹网\n⽺羊\n⽻羽\n⽼老\n⽽而\n⽾耒\n⽿耳\n⾀聿\n⾁肉\n⾂臣\n⾃自\n⾄至\n⾅臼\n⾆舌\n⾇舛\n⾈舟\n⾉艮\n⾊色\n⾋艸\n⾌虍\n⾍虫\n⾎血\n⾏行\n⾐衣\n⾑襾\n⾒見\n⾓角\n" +
        "⾔言\n⾕谷\n⾖豆\n⾗豕\n⾘豸\n⾙貝\n⾚赤\n⾛走\n⾜足\n⾝身\n⾞車\n⾟辛\n⾠辰\n⾡辵\n⾢邑\n⾣酉\n⾤釆\n⾥里\n⾦金\n⾧長\n⾨門\n⾩阜\n⾪隶\n⾫隹\n⾬雨\n⾭靑\n⾮非\n⾯面\n⾰革\n⾱韋\n⾲韭\n⾳音\n⾴頁\n⾵風\n⾶飛\n⾷食\n⾸首\n" +
        "⾹香\n⾺馬\n⾻骨\n⾼高\n⾽髟\n⾾鬥\n⾿鬯\n⿀鬲\n⿁鬼\n⿂魚\n⿃鳥\n⿄鹵\n⿅鹿\n⿆麥\n⿇麻\n⿈黃\n⿉黍\n⿊黑\n⿋黹\n⿌黽\n⿍鼎\n⿎鼓\n⿏鼠\n⿐鼻\n⿑齊\n⿒齒\n⿓龍\n⿔龜\n⿕龠\n\u3000 \n〶〒\n〸十\n〹卄\n〺卅\n゛\u3099\n" +
        "゜\u309A\nゟより\nァぁ\nアあ\nィぃ\nイい\nゥぅ\nウう\nェぇ\nエえ\nォぉ\nオお\nカか\nガが\nキき\nギぎ\nクく\nグぐ\nケけ\nゲげ\nコこ\nゴご\nサさ\nザざ\nシし\nジじ\nスす\nズず\nセせ\nゼぜ\nソそ\nゾぞ\nタた\nダだ\nチち\nヂぢ\n" +
        "ッっ\nツつ\nヅづ\nテて\nデで\nトと\nドど\nナな\nニに\nヌぬ\nネね\nノの\nハは\nバば\nパぱ\nヒひ\nビび\nピぴ\nフふ\nブぶ\nプぷ\nヘへ\nベべ\nペぺ\nホほ\nボぼ\nポぽ\nマま\nミみ\nムむ\nメめ\nモも\nャゃ\nヤや\nュゅ\nユゆ\nョょ\n" +
        "ヨよ\nラら\nリり\nルる\nレれ\nロろ\nヮゎ\nワわ\nヰゐ\nヱゑ\nヲを\nンん\nヴゔ\nヵゕ\nヶゖ\n・ \nヽゝ\nヾゞ\nヿこと\nㄱᄀ\nㄲᄁ\nㄳᆪ\nㄴᄂ\nㄵᆬ\nㄶᆭ\nㄷᄃ\nㄸᄄ\nㄹᄅ\nㄺᆰ\nㄻᆱ\nㄼᆲ\nㄽᆳ\nㄾᆴ\nㄿᆵ\nㅀᄚ\nㅁᄆ\nㅂᄇ\n" +
        "ㅃᄈ\nㅄᄡ\nㅅᄉ\nㅆᄊ\nㅇᄋ\nㅈᄌ\nㅉᄍ\nㅊᄎ\nㅋᄏ\nㅌᄐ\nㅍᄑ\nㅎᄒ\nㅏᅡ\nㅐᅢ\nㅑᅣ\nㅒᅤ\nㅓᅥ\nㅔᅦ\nㅕᅧ\nㅖᅨ\nㅗᅩ\nㅘᅪ\nㅙᅫ\nㅚᅬ\nㅛᅭ\nㅜᅮ\nㅝᅯ\nㅞᅰ\nㅟᅱ\nㅠᅲ\nㅡᅳ\nㅢᅴ\nㅣᅵ\nㅤᅠ\nㅥᄔ\nㅦᄕ\nㅧᇇ\n" +
        "ㅨᇈ\nㅩᇌ\nㅪᇎ\nㅫᇓ\nㅬᇗ\nㅭᇙ\nㅮᄜ\nㅯᇝ\nㅰᇟ\nㅱᄝ\nㅲᄞ\nㅳᄠ\nㅴᄢ\nㅵᄣ\nㅶᄧ\nㅷᄩ\nㅸᄫ\nㅹᄬ\nㅺᄭ\nㅻᄮ\nㅼᄯ\nㅽᄲ\nㅾᄶ\nㅿᅀ\nㆀᅇ\nㆁᅌ\nㆂᇱ\nㆃᇲ\nㆄᅗ\nㆅᅘ\nㆆᅙ\nㆇᆄ\nㆈᆅ\nㆉᆈ\nㆊᆑ\nㆋᆒ\nㆌᆔ\n" +
        "ㆍᆞ\nㆎᆡ\n㆒一\n㆓二\n㆔三\n㆕四\n㆖上\n㆗中\n㆘下\n㆙甲\n㆚乙\n㆛丙\n㆜丁\n㆝天\n㆞地\n㆟人\n㈀(ᄀ)\n㈁(ᄂ)\n㈂(ᄃ)\n㈃(ᄅ)\n㈄(ᄆ)\n㈅(ᄇ)\n㈆(ᄉ)\n㈇(ᄋ)\n㈈(ᄌ)\n㈉(ᄎ)\n㈊(ᄏ)\n㈋(ᄐ)\n㈌(ᄑ)\n㈍(ᄒ)\n" +
        "㈎(가)\n㈏(나)\n㈐(다)\n㈑(라)\n㈒(마)\n㈓(바)\n㈔(사)\n㈕(아)\n㈖(자)\n㈗(차)\n㈘(카)\n㈙(타)\n㈚(파)\n㈛(하)\n㈜(주)\n㈝(오전)\n㈞(오후)\n㈠(一)\n㈡(二)\n㈢(三)\n㈣(四)\n㈤(五)\n㈥(六)\n㈦(七)\n" +
        "㈧(八)\n㈨(九)\n㈩(十)\n㈪(月)\n㈫(火)\n㈬(水)\n㈭(木)\n㈮(金)\n㈯(土)\n㈰(日)\n㈱(株)\n㈲(有)\n㈳(社)\n㈴(名)\n㈵(特)\n㈶(財)\n㈷(祝)\n㈸(労)\n㈹(代)\n㈺(呼)\n㈻(学)\n㈼(監)\n㈽(企)\n㈾(資)\n㈿(協)\n" +
        "㉀(祭)\n㉁(休)\n㉂(自)\n㉃(至)\n㉄問\n㉅幼\n㉆文\n㉇箏\n㉐pte\n㉑21\n㉒22\n㉓23\n㉔24\n㉕25\n㉖26\n㉗27\n㉘28\n㉙29\n㉚30\n㉛31\n㉜32\n㉝33\n㉞34\n㉟35\n㉠ᄀ\n㉡ᄂ\n㉢ᄃ\n㉣ᄅ\n㉤ᄆ\n㉥ᄇ\n㉦ᄉ\n" +
        "㉧ᄋ\n㉨ᄌ\n㉩ᄎ\n㉪ᄏ\n㉫ᄐ\n㉬ᄑ\n㉭ᄒ\n㉮가\n㉯나\n㉰다\n㉱라\n㉲마\n㉳바\n㉴사\n㉵아\n㉶자\n㉷차\n㉸카\n㉹타\n㉺파\n㉻하\n㉼참고\n㉽주의\n㉾우\n㊀一\n㊁二\n㊂三\n㊃四\n㊄五\n㊅六\n㊆七\n㊇八\n㊈九\n㊉十\n㊊月\n㊋火\n㊌水\n" +
        "㊍木\n㊎金\n㊏土\n㊐日\n㊑株\n㊒有\n㊓社\n㊔名\n㊕特\n㊖財\n㊗祝\n㊘労\n㊙秘\n㊚男\n㊛女\n㊜適\n㊝優\n㊞印\n㊟注\n㊠項\n㊡休\n㊢写\n㊣正\n㊤上\n㊥中\n㊦下\n㊧左\n㊨右\n㊩医\n㊪宗\n㊫学\n㊬監\n㊭企\n㊮資\n㊯協\n㊰夜\n㊱36\n" +
        "㊲37\n㊳38\n㊴39\n㊵40\n㊶41\n㊷42\n㊸43\n㊹44\n㊺45\n㊻46\n㊼47\n㊽48\n㊾49\n㊿50\n㋀1月\n㋁2月\n㋂3月\n㋃4月\n㋄5月\n㋅6月\n㋆7月\n㋇8月\n㋈9月\n㋉10月\n㋊11月\n㋋12月\n㋌hg\n㋍erg\n㋎ev\n" +
        "㋏ltd\n㋐あ\n㋑い\n㋒う\n㋓え\n㋔お\n㋕か\n㋖き\n㋗く\n㋘け\n㋙こ\n㋚さ\n㋛し\n㋜す\n㋝せ\n㋞そ\n㋟た\n㋠ち\n㋡つ\n㋢て\n㋣と\n㋤な\n㋥に\n㋦ぬ\n㋧ね\n㋨の\n㋩は\n㋪ひ\n㋫ふ\n㋬へ\n㋭ほ\n㋮ま\n㋯み\n㋰む\n㋱め\n㋲も\n㋳や\n" +
        "㋴ゆ\n㋵よ\n㋶ら\n㋷り\n㋸る\n㋹れ\n㋺ろ\n㋻わ\n㋼ゐ\n㋽ゑ\n㋾を\n㋿令和\n㌀あぱーと\n㌁あるふぁ\n㌂あんぺあ\n㌃あーる\n㌄いにんぐ\n㌅いんち\n㌆うぉん\n㌇えすくーど\n㌈えーかー\n㌉おんす\n㌊おーむ\n㌋かいり\n㌌からっと\n㌍かろりー\n㌎がろん\n" +
        "㌏がんま\n㌐ぎが\n㌑ぎにー\n㌒きゅりー\n㌓ぎるだー\n㌔きろ\n㌕きろぐらむ\n㌖きろめーとる\n㌗きろわっと\n㌘ぐらむ\n㌙ぐらむとん\n㌚くるぜいろ\n㌛くろーね\n㌜けーす\n㌝こるな\n㌞こーぽ\n㌟さいくる\n㌠さんちーむ\n㌡しりんぐ\n㌢せんち\n㌣せんと\n㌤だーす\n" +
        "㌥でし\n㌦どる\n㌧とん\n㌨なの\n㌩のっと\n㌪はいつ\n㌫ぱーせんと\n㌬ぱーつ\n㌭ばーれる\n㌮ぴあすとる\n㌯ぴくる\n㌰ぴこ\n㌱びる\n㌲ふぁらっど\n㌳ふぃーと\n㌴ぶっしぇる\n㌵ふらん\n㌶へくたーる\n㌷ぺそ\n㌸ぺにひ\n㌹へるつ\n㌺ぺんす\n㌻ぺーじ\n㌼べーた\n" +
        "㌽ぽいんと\n㌾ぼると\n㌿ほん\n㍀ぽんど\n㍁ほーる\n㍂ほーん\n㍃まいくろ\n㍄まいる\n㍅まっは\n㍆まるく\n㍇まんしょん\n㍈みくろん\n㍉みり\n㍊みりばーる\n㍋めが\n㍌めがとん\n㍍めーとる\n㍎やーど\n㍏やーる\n㍐ゆあん\n㍑りっとる\n㍒りら\n㍓るぴー\n" +
        "㍔るーぶる\n㍕れむ\n㍖れんとげん\n㍗わっと\n㍘0点\n㍙1点\n㍚2点\n㍛3点\n㍜4点\n㍝5点\n㍞6点\n㍟7点\n㍠8点\n㍡9点\n㍢10点\n㍣11点\n㍤12点\n㍥13点\n㍦14点\n㍧15点\n㍨16点\n㍩17点\n㍪18点\n㍫19点\n㍬20点\n㍭21点\n" +
        "㍮22点\n㍯23点\n㍰24点\n㍱hpa\n㍲da\n㍳au\n㍴bar\n㍵ov\n㍶pc\n㍷dm\n㍸dm2\n㍹dm3\n㍺iu\n㍻平成\n㍼昭和\n㍽大正\n㍾明治\n㍿株式会社\n㎀pa\n㎁na\n㎂μa\n㎃ma\n㎄ka\n㎅kb\n㎆mb\n㎇gb\n㎈cal\n" +
        "㎉kcal\n㎊pf\n㎋nf\n㎌μf\n㎍μg\n㎎mg\n㎏kg\n㎐hz\n㎑khz\n㎒mhz\n㎓ghz\n㎔thz\n㎕μl\n㎖ml\n㎗dl\n㎘kl\n㎙fm\n㎚nm\n㎛μm\n㎜mm\n㎝cm\n㎞km\n㎟mm2\n㎠cm2\n㎡m2\n㎢km2\n㎣mm3\n" +
        "㎤cm3\n㎥m3\n㎦km3\n㎧m∕s\n㎨m∕s2\n㎩pa\n㎪kpa\n㎫mpa\n㎬gpa\n㎭rad\n㎮rad∕s\n㎯rad∕s2\n㎰ps\n㎱ns\n㎲μs\n㎳ms\n㎴pv\n㎵nv\n㎶μv\n㎷mv\n㎸kv\n㎹mv\n㎺pw\n㎻nw\n㎼μw\n㎽mw\n" +
        "㎾kw\n㎿mw\n㏀kω\n㏁mω\n㏂a.m.\n㏃bq\n㏄cc\n㏅cd\n㏆c∕kg\n㏇co.\n㏈db\n㏉gy\n㏊ha\n㏋hp\n㏌in\n㏍kk\n㏎km\n㏏kt\n㏐lm\n㏑ln\n㏒log\n㏓lx\n㏔mb\n㏕mil\n㏖mol\n㏗ph\n㏘p.m.\n" +
        "㏙ppm\n㏚pr\n㏛sr\n㏜sv\n㏝wb\n㏞v∕m\n㏟a∕m\n㏠1日\n㏡2日\n㏢3日\n㏣4日\n㏤5日\n㏥6日\n㏦7日\n㏧8日\n㏨9日\n㏩10日\n㏪11日\n㏫12日\n㏬13日\n㏭14日\n㏮15日\n㏯16日\n㏰17日\n㏱18日\n㏲19日\n㏳20日\n" +
        "㏴21日\n㏵22日\n㏶23日\n㏷24日\n㏸25日\n㏹26日\n㏺27日\n㏻28日\n㏼29日\n㏽30日\n㏾31日\n㏿gal\nꙀꙁ\nꙂꙃ\nꙄꙅ\nꙆꙇ\nꙈꙉ\nꙊꙋ\nꙌꙍ\nꙎꙏ\nꙐꙑ\nꙒꙓ\nꙔꙕ\nꙖꙗ\nꙘꙙ\nꙚꙛ\nꙜꙝ\nꙞꙟ\nꙠꙡ\nꙢꙣ\nꙤꙥ\n" +
        "Ꙧꙧ\nꙨꙩ\nꙪꙫ\nꙬꙭ\nꚀꚁ\nꚂꚃ\nꚄꚅ\nꚆꚇ\nꚈꚉ\nꚊꚋ\nꚌꚍ\nꚎꚏ\nꚐꚑ\nꚒꚓ\nꚔꚕ\nꚖꚗ\nꚘꚙ\nꚚꚛ\nꚜъ\nꚝь\nꜢꜣ\nꜤꜥ\nꜦꜧ\nꜨꜩ\nꜪꜫ\nꜬꜭ\nꜮꜯ\nꜲꜳ\nꜴꜵ\nꜶꜷ\nꜸꜹ\nꜺꜻ\nꜼꜽ\nꜾꜿ\nꝀꝁ\nꝂꝃ\nꝄꝅ\n" +
        "Ꝇꝇ\nꝈꝉ\nꝊꝋ\nꝌꝍ\nꝎꝏ\nꝐꝑ\nꝒꝓ\nꝔꝕ\nꝖꝗ\nꝘꝙ\nꝚꝛ\nꝜꝝ\nꝞꝟ\nꝠꝡ\nꝢꝣ\nꝤꝥ\nꝦꝧ\nꝨꝩ\nꝪꝫ\nꝬꝭ\nꝮꝯ\nꝰꝯ\nꝹꝺ\nꝻꝼ\nꝽᵹ\nꝾꝿ\nꞀꞁ\nꞂꞃ\nꞄꞅ\nꞆꞇ\nꞋꞌ\nꞍɥ\nꞐꞑ\nꞒꞓ\nꞖꞗ\nꞘꞙ\nꞚꞛ\n" +
        "Ꞝꞝ\nꞞꞟ\nꞠꞡ\nꞢꞣ\nꞤꞥ\nꞦꞧ\nꞨꞩ\nꞪɦ\nꞫɜ\nꞬɡ\nꞭɬ\nꞮɪ\nꞰʞ\nꞱʇ\nꞲʝ\nꞳꭓ\nꞴꞵ\nꞶꞷ\nꞸꞹ\nꞺꞻ\nꞼꞽ\nꞾꞿ\nꟀꟁ\nꟂꟃ\nꟄꞔ\nꟅʂ\nꟆᶎ\nꟇꟈ\nꟉꟊ\nꟐꟑ\nꟖꟗ\nꟘꟙ\nꟲc\nꟳf\nꟴq\nꟵꟶ\nꟸh\n" +
        "ꟹoe\nꭜꜧ\nꭝꬷ\nꭞɫ\nꭟꭒ\nꭩʍ\nꭰᎠ\nꭱᎡ\nꭲᎢ\nꭳᎣ\nꭴᎤ\nꭵᎥ\nꭶᎦ\nꭷᎧ\nꭸᎨ\nꭹᎩ\nꭺᎪ\nꭻᎫ\nꭼᎬ\nꭽᎭ\nꭾᎮ\nꭿᎯ\nꮀᎰ\nꮁᎱ\nꮂᎲ\nꮃᎳ\nꮄᎴ\nꮅᎵ\nꮆᎶ\nꮇᎷ\nꮈᎸ\nꮉᎹ\nꮊᎺ\nꮋᎻ\nꮌᎼ\nꮍᎽ\nꮎᎾ\n" +
        "ꮏᎿ\nꮐᏀ\nꮑᏁ\nꮒᏂ\nꮓᏃ\nꮔᏄ\nꮕᏅ\nꮖᏆ\nꮗᏇ\nꮘᏈ\nꮙᏉ\nꮚᏊ\nꮛᏋ\nꮜᏌ\nꮝᏍ\nꮞᏎ\nꮟᏏ\nꮠᏐ\nꮡᏑ\nꮢᏒ\nꮣᏓ\nꮤᏔ\nꮥᏕ\nꮦᏖ\nꮧᏗ\nꮨᏘ\nꮩᏙ\nꮪᏚ\nꮫᏛ\nꮬᏜ\nꮭᏝ\nꮮᏞ\nꮯᏟ\nꮰᏠ\nꮱᏡ\nꮲᏢ\nꮳᏣ\n" +
        "ꮴᏤ\nꮵᏥ\nꮶᏦ\nꮷᏧ\nꮸᏨ\nꮹᏩ\nꮺᏪ\nꮻᏫ\nꮼᏬ\nꮽᏭ\nꮾᏮ\nꮿᏯ\n豈豈\n更更\n車車\n賈賈\n滑滑\n串串\n句句\n龜龜\n龜龜\n契契\n金金\n喇喇\n奈奈\n懶懶\n癩癩\n羅羅\n蘿蘿\n螺螺\n裸裸\n邏邏\n樂樂\n洛洛\n烙烙\n珞珞\n落落\n" +
        "酪酪\n駱駱\n亂亂\n卵卵\n欄欄\n爛爛\n蘭蘭\n鸞鸞\n嵐嵐\n濫濫\n藍藍\n襤襤\n拉拉\n臘臘\n蠟蠟\n廊廊\n朗朗\n浪浪\n狼狼\n郎郎\n來來\n冷冷\n勞勞\n擄擄\n櫓櫓\n爐爐\n盧盧\n老老\n蘆蘆\n虜虜\n路路\n露露\n魯魯\n鷺鷺\n碌碌\n祿祿\n綠綠\n" +
        "菉菉\n錄錄\n鹿鹿\n論論\n壟壟\n弄弄\n籠籠\n聾聾\n牢牢\n磊磊\n賂賂\n雷雷\n壘壘\n屢屢\n樓樓\n淚淚\n漏漏\n累累\n縷縷\n陋陋\n勒勒\n肋肋\n凜凜\n凌凌\n稜稜\n綾綾\n菱菱\n陵陵\n讀讀\n拏拏\n樂樂\n諾諾\n丹丹\n寧寧\n怒怒\n率率\n異異\n" +
        "北北\n磻磻\n便便\n復復\n不不\n泌泌\n數數\n索索\n參參\n塞塞\n省省\n葉葉\n說說\n殺殺\n辰辰\n沈沈\n拾拾\n若若\n掠掠\n略略\n亮亮\n兩兩\n凉凉\n梁梁\n糧糧\n良良\n諒諒\n量量\n勵勵\n呂呂\n女女\n廬廬\n旅旅\n濾濾\n礪礪\n閭閭\n驪驪\n" +
        "麗麗\n黎黎\n力力\n曆曆\n歷歷\n轢轢\n年年\n憐憐\n戀戀\n撚撚\n漣漣\n煉煉\n璉璉\n秊秊\n練練\n聯聯\n輦輦\n蓮蓮\n連連\n鍊鍊\n列列\n劣劣\n咽咽\n烈烈\n裂裂\n說說\n廉廉\n念念\n捻捻\n殮殮\n簾簾\n獵獵\n令令\n囹囹\n寧寧\n嶺嶺\n怜怜\n" +
        "玲玲\n瑩瑩\n羚羚\n聆聆\n鈴鈴\n零零\n靈靈\n領領\n例例\n禮禮\n醴醴\n隸隸\n惡惡\n了了\n僚僚\n寮寮\n尿尿\n料料\n樂樂\n燎燎\n療療\n蓼蓼\n遼遼\n龍龍\n暈暈\n阮阮\n劉劉\n杻杻\n柳柳\n流流\n溜溜\n琉琉\n留留\n硫硫\n紐紐\n類類\n六六\n" +
        "戮戮\n陸陸\n倫倫\n崙崙\n淪淪\n輪輪\n律律\n慄慄\n栗栗\n率率\n隆隆\n利利\n吏吏\n履履\n易易\n李李\n梨梨\n泥泥\n理理\n痢痢\n罹罹\n裏裏\n裡裡\n里里\n離離\n匿匿\n溺溺\n吝吝\n燐燐\n璘璘\n藺藺\n隣隣\n鱗鱗\n麟麟\n林林\n淋淋\n臨臨\n" +
        "立立\n笠笠\n粒粒\n狀狀\n炙炙\n識識\n什什\n茶茶\n刺刺\n切切\n度度\n拓拓\n糖糖\n宅宅\n洞洞\n暴暴\n輻輻\n行行\n降降\n見見\n廓廓\n兀兀\n嗀嗀\n塚塚\n晴晴\n凞凞\n猪猪\n益益\n礼礼\n神神\n祥祥\n福福\n靖靖\n精精\n羽羽\n蘒蘒\n諸諸\n" +
        "逸逸\n都都\n飯飯\n飼飼\n館館\n鶴鶴\n郞郞\n隷隷\n侮侮\n僧僧\n免免\n勉勉\n勤勤\n卑卑\n喝喝\n嘆嘆\n器器\n塀塀\n墨墨\n層層\n屮屮\n悔悔\n慨慨\n憎憎\n懲懲\n敏敏\n既既\n暑暑\n梅梅\n海海\n渚渚\n漢漢\n煮煮\n爫爫\n琢琢\n碑碑\n社社\n" +
        "祉祉\n祈祈\n祐祐\n祖祖\n祝祝\n禍禍\n禎禎\n穀穀\n突突\n節節\n練練\n縉縉\n繁繁\n署署\n者者\n臭臭\n艹艹\n艹艹\n著著\n褐褐\n視視\n謁謁\n謹謹\n賓賓\n贈贈\n辶辶\n逸逸\n難難\n響響\n頻頻\n恵恵\n𤋮𤋮\n舘舘\n並並\n况况\n全全\n侀侀\n" +
        "充充\n冀冀\n勇勇\n勺勺\n喝喝\n啕啕\n喙喙\n嗢嗢\n塚塚\n墳墳\n奄奄\n奔奔\n婢婢\n嬨嬨\n廒廒\n廙廙\n彩彩\n徭徭\n惘惘\n慎慎\n愈愈\n憎憎\n慠慠\n懲懲\n戴戴\n揄揄\n搜搜\n摒摒\n敖敖\n晴晴\n朗朗\n望望\n杖杖\n歹歹\n殺殺\n流流\n滛滛\n" +
        "滋滋\n漢漢\n瀞瀞\n煮煮\n瞧瞧\n爵爵\n犯犯\n猪猪\n瑱瑱\n甆甆\n画画\n瘝瘝\n瘟瘟\n益益\n盛盛\n直直\n睊睊\n着着\n磌磌\n窱窱\n節節\n类类\n絛絛\n練練\n缾缾\n者者\n荒荒\n華華\n蝹蝹\n襁襁\n覆覆\n視視\n調調\n諸諸\n請請\n謁謁\n諾諾\n" +
        "諭諭\n謹謹\n變變\n贈贈\n輸輸\n遲遲\n醙醙\n鉶鉶\n陼陼\n難難\n靖靖\n韛韛\n響響\n頋頋\n頻頻\n鬒鬒\n龜龜\n𢡊𢡊\n𢡄𢡄\n𣏕𣏕\n㮝㮝\n䀘䀘\n䀹䀹\n𥉉𥉉\n𥳐𥳐\n𧻓𧻓\n齃齃\n龎龎\nﬀff\nﬁfi\nﬂfl\nﬃffi\nﬄffl\nﬅst\nﬆst\n" +
        "ﬓմն\nﬔմե\nﬕմի\nﬖվն\nﬗմխ\n\uFB1D\u05D9\n\uFB1F\u05F2\n\uFB20\u05E2\n\uFB21\u05D0\n\uFB22\u05D3\n\uFB23\u05D4\n\uFB24\u05DB\n\uFB25\u05DC\n" +
        "\uFB26\u05DD\n\uFB27\u05E8\n\uFB28\u05EA\n﬩+\n\uFB2A\u05E9\n\uFB2B\u05E9\n\uFB2C\u05E9\n\uFB2D\u05E9\n\uFB2E\u05D0\n\uFB2F\u05D0\n\uFB30\u05D0\n" +
        "\uFB31\u05D1\n\uFB32\u05D2\n\uFB33\u05D3\n\uFB34\u05D4\n\uFB35\u05D5\n\uFB36\u05D6\n\uFB38\u05D8\n\uFB39\u05D9\n\uFB3A\u05DA\n\uFB3B\u05DB\n" +
        "\uFB3C\u05DC\n\uFB3E\u05DE\n\uFB40\u05E0\n\uFB41\u05E1\n\uFB43\u05E3\n\uFB44\u05E4\n\uFB46\u05E6\n\uFB47\u05E7\n\uFB48\u05E8\n\uFB49\u05E9\n" +
        "\uFB4A\u05EA\n\uFB4B\u05D5\n\uFB4C\u05D1\n\uFB4D\u05DB\n\uFB4E\u05E4\n\uFB4F\u05D0\u05DC\n\uFB50\u0671\n\uFB51\u0671\n\uFB52\u067B\n\uFB53\u067B\n" +
        "\uFB54\u067B\n\uFB55\u067B\n\uFB56\u067E\n\uFB57\u067E\n\uFB58\u067E\n\uFB59\u067E\n\uFB5A\u0680\n\uFB5B\u0680\n\uFB5C\u0680\n\uFB5D\u0680\n" +
        "\uFB5E\u067A\n\uFB5F\u067A\n\uFB60\u067A\n\uFB61\u067A\n\uFB62\u067F\n\uFB63\u067F\n\uFB64\u067F\n\uFB65\u067F\n\uFB66\u0679\n\uFB67\u0679\n" +
        "\uFB68\u0679\n\uFB69\u0679\n\uFB6A\u06A4\n\uFB6B\u06A4\n\uFB6C\u06A4\n\uFB6D\u06A4\n\uFB6E\u06A6\n\uFB6F\u06A6\n\uFB70\u06A6\n\uFB71\u06A6\n" +
        "\uFB72\u0684\n\uFB73\u0684\n\uFB74\u0684\n\uFB75\u0684\n\uFB76\u0683\n\uFB77\u0683\n\uFB78\u0683\n\uFB79\u0683\n\uFB7A\u0686\n\uFB7B\u0686\n" +
        "\uFB7C\u0686\n\uFB7D\u0686\n\uFB7E\u0687\n\uFB7F\u0687\n\uFB80\u0687\n\uFB81\u0687\n\uFB82\u068D\n\uFB83\u068D\n\uFB84\u068C\n\uFB85\u068C\n" +
        "\uFB86\u068E\n\uFB87\u068E\n\uFB88\u0688\n\uFB89\u0688\n\uFB8A\u0698\n\uFB8B\u0698\n\uFB8C\u0691\n\uFB8D\u0691\n\uFB8E\u06A9\n\uFB8F\u06A9\n" +
        "\uFB90\u06A9\n\uFB91\u06A9\n\uFB92\u06AF\n\uFB93\u06AF\n\uFB94\u06AF\n\uFB95\u06AF\n\uFB96\u06B3\n\uFB97\u06B3\n\uFB98\u06B3\n\uFB99\u06B3\n" +
        "\uFB9A\u06B1\n\uFB9B\u06B1\n\uFB9C\u06B1\n\uFB9D\u06B1\n\uFB9E\u06BA\n\uFB9F\u06BA\n\uFBA0\u06BB\n\uFBA1\u06BB\n\uFBA2\u06BB\n\uFBA3\u06BB\n" +
        "\uFBA4\u06D5\n\uFBA5\u06D5\n\uFBA6\u06C1\n\uFBA7\u06C1\n\uFBA8\u06C1\n\uFBA9\u06C1\n\uFBAA\u06BE\n\uFBAB\u06BE\n\uFBAC\u06BE\n\uFBAD\u06BE\n" +
        "\uFBAE\u06D2\n\uFBAF\u06D2\n\uFBB0\u06D2\n\uFBB1\u06D2\n\uFBD3\u06AD\n\uFBD4\u06AD\n\uFBD5\u06AD\n\uFBD6\u06AD\n\uFBD7\u06C7\n\uFBD8\u06C7\n" +
        "\uFBD9\u06C6\n\uFBDA\u06C6\n\uFBDB\u06C8\n\uFBDC\u06C8\n\uFBDD\u06C7\u0674\n\uFBDE\u06CB\n\uFBDF\u06CB\n\uFBE0\u06C5\n\uFBE1\u06C5\n\uFBE2\u06C9\n" +
        "\uFBE3\u06C9\n\uFBE4\u06D0\n\uFBE5\u06D0\n\uFBE6\u06D0\n\uFBE7\u06D0\n\uFBE8\u0649\n\uFBE9\u0649\n\uFBEA\u064A\u0627\n\uFBEB\u064A\u0627\n" +
        "\uFBEC\u064A\u06D5\n\uFBED\u064A\u06D5\n\uFBEE\u064A\u0648\n\uFBEF\u064A\u0648\n\uFBF0\u064A\u06C7\n\uFBF1\u064A\u06C7\n\uFBF2\u064A\u06C6\n" +
        "\uFBF3\u064A\u06C6\n\uFBF4\u064A\u06C8\n\uFBF5\u064A\u06C8\n\uFBF6\u064A\u06D0\n\uFBF7\u064A\u06D0\n\uFBF8\u064A\u06D0\n\uFBF9\u064A\u0649\n" +
        "\uFBFA\u064A\u0649\n\uFBFB\u064A\u0649\n\uFBFC\u06CC\n\uFBFD\u06CC\n\uFBFE\u06CC\n\uFBFF\u06CC\n\uFC00\u064A\u062C\n\uFC01\u064A\u062D\n" +
        "\uFC02\u064A\u0645\n\uFC03\u064A\u0649\n\uFC04\u064A\u064A\n\uFC05\u0628\u062C\n\uFC06\u0628\u062D\n\uFC07\u0628\u062E\n\uFC08\u0628\u0645\n" +
        "\uFC09\u0628\u0649\n\uFC0A\u0628\u064A\n\uFC0B\u062A\u062C\n\uFC0C\u062A\u062D\n\uFC0D\u062A\u062E\n\uFC0E\u062A\u0645\n\uFC0F\u062A\u0649\n" +
        "\uFC10\u062A\u064A\n\uFC11\u062B\u062C\n\uFC12\u062B\u0645\n\uFC13\u062B\u0649\n\uFC14\u062B\u064A\n\uFC15\u062C\u062D\n\uFC16\u062C\u0645\n" +
        "\uFC17\u062D\u062C\n\uFC18\u062D\u0645\n\uFC19\u062E\u062C\n\uFC1A\u062E\u062D\n\uFC1B\u062E\u0645\n\uFC1C\u0633\u062C\n\uFC1D\u0633\u062D\n" +
        "\uFC1E\u0633\u062E\n\uFC1F\u0633\u0645\n\uFC20\u0635\u062D\n\uFC21\u0635\u0645\n\uFC22\u0636\u062C\n\uFC23\u0636\u062D\n\uFC24\u0636\u062E\n" +
        "\uFC25\u0636\u0645\n\uFC26\u0637\u062D\n\uFC27\u0637\u0645\n\uFC28\u0638\u0645\n\uFC29\u0639\u062C\n\uFC2A\u0639\u0645\n\uFC2B\u063A\u062C\n" +
        "\uFC2C\u063A\u0645\n\uFC2D\u0641\u062C\n\uFC2E\u0641\u062D\n\uFC2F\u0641\u062E\n\uFC30\u0641\u0645\n\uFC31\u0641\u0649\n\uFC32\u0641\u064A\n" +
        "\uFC33\u0642\u062D\n\uFC34\u0642\u0645\n\uFC35\u0642\u0649\n\uFC36\u0642\u064A\n\uFC37\u0643\u0627\n\uFC38\u0643\u062C\n\uFC39\u0643\u062D\n" +
        "\uFC3A\u0643\u062E\n\uFC3B\u0643\u0644\n\uFC3C\u0643\u0645\n\uFC3D\u0643\u0649\n\uFC3E\u0643\u064A\n\uFC3F\u0644\u062C\n\uFC40\u0644\u062D\n" +
        "\uFC41\u0644\u062E\n\uFC42\u0644\u0645\n\uFC43\u0644\u0649\n\uFC44\u0644\u064A\n\uFC45\u0645\u062C\n\uFC46\u0645\u062D\n\uFC47\u0645\u062E\n" +
        "\uFC48\u0645\u0645\n\uFC49\u0645\u0649\n\uFC4A\u0645\u064A\n\uFC4B\u0646\u062C\n\uFC4C\u0646\u062D\n\uFC4D\u0646\u062E\n\uFC4E\u0646\u0645\n" +
        "\uFC4F\u0646\u0649\n\uFC50\u0646\u064A\n\uFC51\u0647\u062C\n\uFC52\u0647\u0645\n\uFC53\u0647\u0649\n\uFC54\u0647\u064A\n\uFC55\u064A\u062C\n" +
        "\uFC56\u064A\u062D\n\uFC57\u064A\u062E\n\uFC58\u064A\u0645\n\uFC59\u064A\u0649\n\uFC5A\u064A\u064A\n\uFC5B\u0630\n\uFC5C\u0631\n\uFC5D\u0649\n" +
        "\uFC5E \n\uFC5F \n\uFC60 \n\uFC61 \n\uFC62 \n\uFC63 \n\uFC64\u064A\u0631\n\uFC65\u064A\u0632\n\uFC66\u064A\u0645\n\uFC67\u064A\u0646\n" +
        "\uFC68\u064A\u0649\n\uFC69\u064A\u064A\n\uFC6A\u0628\u0631\n\uFC6B\u0628\u0632\n\uFC6C\u0628\u0645\n\uFC6D\u0628\u0646\n\uFC6E\u0628\u0649\n" +
        "\uFC6F\u0628\u064A\n\uFC70\u062A\u0631\n\uFC71\u062A\u0632\n\uFC72\u062A\u0645\n\uFC73\u062A\u0646\n\uFC74\u062A\u0649\n\uFC75\u062A\u064A\n" +
        "\uFC76\u062B\u0631\n\uFC77\u062B\u0632\n\uFC78\u062B\u0645\n\uFC79\u062B\u0646\n\uFC7A\u062B\u0649\n\uFC7B\u062B\u064A\n\uFC7C\u0641\u0649\n" +
        "\uFC7D\u0641\u064A\n\uFC7E\u0642\u0649\n\uFC7F\u0642\u064A\n\uFC80\u0643\u0627\n\uFC81\u0643\u0644\n\uFC82\u0643\u0645\n\uFC83\u0643\u0649\n" +
        "\uFC84\u0643\u064A\n\uFC85\u0644\u0645\n\uFC86\u0644\u0649\n\uFC87\u0644\u064A\n\uFC88\u0645\u0627\n\uFC89\u0645\u0645\n\uFC8A\u0646\u0631\n" +
        "\uFC8B\u0646\u0632\n\uFC8C\u0646\u0645\n\uFC8D\u0646\u0646\n\uFC8E\u0646\u0649\n\uFC8F\u0646\u064A\n\uFC90\u0649\n\uFC91\u064A\u0631\n" +
        "\uFC92\u064A\u0632\n\uFC93\u064A\u0645\n\uFC94\u064A\u0646\n\uFC95\u064A\u0649\n\uFC96\u064A\u064A\n\uFC97\u064A\u062C\n\uFC98\u064A\u062D\n" +
        "\uFC99\u064A\u062E\n\uFC9A\u064A\u0645\n\uFC9B\u064A\u0647\n\uFC9C\u0628\u062C\n\uFC9D\u0628\u062D\n\uFC9E\u0628\u062E\n\uFC9F\u0628\u0645\n" +
        "\uFCA0\u0628\u0647\n\uFCA1\u062A\u062C\n\uFCA2\u062A\u062D\n\uFCA3\u062A\u062E\n\uFCA4\u062A\u0645\n\uFCA5\u062A\u0647\n\uFCA6\u062B\u0645\n" +
        "\uFCA7\u062C\u062D\n\uFCA8\u062C\u0645\n\uFCA9\u062D\u062C\n\uFCAA\u062D\u0645\n\uFCAB\u062E\u062C\n\uFCAC\u062E\u0645\n\uFCAD\u0633\u062C\n" +
        "\uFCAE\u0633\u062D\n\uFCAF\u0633\u062E\n\uFCB0\u0633\u0645\n\uFCB1\u0635\u062D\n\uFCB2\u0635\u062E\n\uFCB3\u0635\u0645\n\uFCB4\u0636\u062C\n" +
        "\uFCB5\u0636\u062D\n\uFCB6\u0636\u062E\n\uFCB7\u0636\u0645\n\uFCB8\u0637\u062D\n\uFCB9\u0638\u0645\n\uFCBA\u0639\u062C\n\uFCBB\u0639\u0645\n" +
        "\uFCBC\u063A\u062C\n\uFCBD\u063A\u0645\n\uFCBE\u0641\u062C\n\uFCBF\u0641\u062D\n\uFCC0\u0641\u062E\n\uFCC1\u0641\u0645\n\uFCC2\u0642\u062D\n" +
        "\uFCC3\u0642\u0645\n\uFCC4\u0643\u062C\n\uFCC5\u0643\u062D\n\uFCC6\u0643\u062E\n\uFCC7\u0643\u0644\n\uFCC8\u0643\u0645\n\uFCC9\u0644\u062C\n" +
        "\uFCCA\u0644\u062D\n\uFCCB\u0644\u062E\n\uFCCC\u0644\u0645\n\uFCCD\u0644\u0647\n\uFCCE\u0645\u062C\n\uFCCF\u0645\u062D\n\uFCD0\u0645\u062E\n" +
        "\uFCD1\u0645\u0645\n\uFCD2\u0646\u062C\n\uFCD3\u0646\u062D\n\uFCD4\u0646\u062E\n\uFCD5\u0646\u0645\n\uFCD6\u0646\u0647\n\uFCD7\u0647\u062C\n" +
        "\uFCD8\u0647\u0645\n\uFCD9\u0647\n\uFCDA\u064A\u062C\n\uFCDB\u064A\u062D\n\uFCDC\u064A\u062E\n\uFCDD\u064A\u0645\n\uFCDE\u064A\u0647\n" +
        "\uFCDF\u064A\u0645\n\uFCE0\u064A\u0647\n\uFCE1\u0628\u0645\n\uFCE2\u0628\u0647\n\uFCE3\u062A\u0645\n\uFCE4\u062A\u0647\n\uFCE5\u062B\u0645\n" +
        "\uFCE6\u062B\u0647\n\uFCE7\u0633\u0645\n\uFCE8\u0633\u0647\n\uFCE9\u0634\u0645\n\uFCEA\u0634\u0647\n\uFCEB\u0643\u0644\n\uFCEC\u0643\u0645\n" +
        "\uFCED\u0644\u0645\n\uFCEE\u0646\u0645\n\uFCEF\u0646\u0647\n\uFCF0\u064A\u0645\n\uFCF1\u064A\u0647\n\uFCF2\n\uFCF3\n\uFCF4\n\uFCF5\u0637\u0649\n" +
        "\uFCF6\u0637\u064A\n\uFCF7\u0639\u0649\n\uFCF8\u0639\u064A\n\uFCF9\u063A\u0649\n\uFCFA\u063A\u064A\n\uFCFB\u0633\u0649\n\uFCFC\u0633\u064A\n" +
        "\uFCFD\u0634\u0649\n\uFCFE\u0634\u064A\n\uFCFF\u062D\u0649\n\uFD00\u062D\u064A\n\uFD01\u062C\u0649\n\uFD02\u062C\u064A\n\uFD03\u062E\u0649\n" +
        "\uFD04\u062E\u064A\n\uFD05\u0635\u0649\n\uFD06\u0635\u064A\n\uFD07\u0636\u0649\n\uFD08\u0636\u064A\n\uFD09\u0634\u062C\n\uFD0A\u0634\u062D\n" +
        "\uFD0B\u0634\u062E\n\uFD0C\u0634\u0645\n\uFD0D\u0634\u0631\n\uFD0E\u0633\u0631\n\uFD0F\u0635\u0631\n\uFD10\u0636\u0631\n\uFD11\u0637\u0649\n" +
        "\uFD12\u0637\u064A\n\uFD13\u0639\u0649\n\uFD14\u0639\u064A\n\uFD15\u063A\u0649\n\uFD16\u063A\u064A\n\uFD17\u0633\u0649\n\uFD18\u0633\u064A\n" +
        "\uFD19\u0634\u0649\n\uFD1A\u0634\u064A\n\uFD1B\u062D\u0649\n\uFD1C\u062D\u064A\n\uFD1D\u062C\u0649\n\uFD1E\u062C\u064A\n\uFD1F\u062E\u0649\n" +
        "\uFD20\u062E\u064A\n\uFD21\u0635\u0649\n\uFD22\u0635\u064A\n\uFD23\u0636\u0649\n\uFD24\u0636\u064A\n\uFD25\u0634\u062C\n\uFD26\u0634\u062D\n" +
        "\uFD27\u0634\u062E\n\uFD28\u0634\u0645\n\uFD29\u0634\u0631\n\uFD2A\u0633\u0631\n\uFD2B\u0635\u0631\n\uFD2C\u0636\u0631\n\uFD2D\u0634\u062C\n" +
        "\uFD2E\u0634\u062D\n\uFD2F\u0634\u062E\n\uFD30\u0634\u0645\n\uFD31\u0633\u0647\n\uFD32\u0634\u0647\n\uFD33\u0637\u0645\n\uFD34\u0633\u062C\n" +
        "\uFD35\u0633\u062D\n\uFD36\u0633\u062E\n\uFD37\u0634\u062C\n\uFD38\u0634\u062D\n\uFD39\u0634\u062E\n\uFD3A\u0637\u0645\n\uFD3B\u0638\u0645\n" +
        "\uFD3C\u0627\n\uFD3D\u0627\n\uFD50\u062A\u062C\u0645\n\uFD51\u062A\u062D\u062C\n\uFD52\u062A\u062D\u062C\n\uFD53\u062A\u062D\u0645\n" +
        "\uFD54\u062A\u062E\u0645\n\uFD55\u062A\u0645\u062C\n\uFD56\u062A\u0645\u062D\n\uFD57\u062A\u0645\u062E\n\uFD58\u062C\u0645\u062D\n" +
        "\uFD59\u062C\u0645\u062D\n\uFD5A\u062D\u0645\u064A\n\uFD5B\u062D\u0645\u0649\n\uFD5C\u0633\u062D\u062C\n\uFD5D\u0633\u062C\u062D\n" +
        "\uFD5E\u0633\u062C\u0649\n\uFD5F\u0633\u0645\u062D\n\uFD60\u0633\u0645\u062D\n\uFD61\u0633\u0645\u062C\n\uFD62\u0633\u0645\u0645\n" +
        "\uFD63\u0633\u0645\u0645\n\uFD64\u0635\u062D\u062D\n\uFD65\u0635\u062D\u062D\n\uFD66\u0635\u0645\u0645\n\uFD67\u0634\u062D\u0645\n" +
        "\uFD68\u0634\u062D\u0645\n\uFD69\u0634\u062C\u064A\n\uFD6A\u0634\u0645\u062E\n\uFD6B\u0634\u0645\u062E\n\uFD6C\u0634\u0645\u0645\n" +
        "\uFD6D\u0634\u0645\u0645\n\uFD6E\u0636\u062D\u0649\n\uFD6F\u0636\u062E\u0645\n\uFD70\u0636\u062E\u0645\n\uFD71\u0637\u0645\u062D\n" +
        "\uFD72\u0637\u0645\u062D\n\uFD73\u0637\u0645\u0645\n\uFD74\u0637\u0645\u064A\n\uFD75\u0639\u062C\u0645\n\uFD76\u0639\u0645\u0645\n" +
        "\uFD77\u0639\u0645\u0645\n\uFD78\u0639\u0645\u0649\n\uFD79\u063A\u0645\u0645\n\uFD7A\u063A\u0645\u064A\n\uFD7B\u063A\u0645\u0649\n" +
        "\uFD7C\u0641\u062E\u0645\n\uFD7D\u0641\u062E\u0645\n\uFD7E\u0642\u0645\u062D\n\uFD7F\u0642\u0645\u0645\n\uFD80\u0644\u062D\u0645\n" +
        "\uFD81\u0644\u062D\u064A\n\uFD82\u0644\u062D\u0649\n\uFD83\u0644\u062C\u062C\n\uFD84\u0644\u062C\u062C\n\uFD85\u0644\u062E\u0645\n" +
        "\uFD86\u0644\u062E\u0645\n\uFD87\u0644\u0645\u062D\n\uFD88\u0644\u0645\u062D\n\uFD89\u0645\u062D\u062C\n\uFD8A\u0645\u062D\u0645\n" +
        "\uFD8B\u0645\u062D\u064A\n\uFD8C\u0645\u062C\u062D\n\uFD8D\u0645\u062C\u0645\n\uFD8E\u0645\u062E\u062C\n\uFD8F\u0645\u062E\u0645\n" +
        "\uFD92\u0645\u062C\u062E\n\uFD93\u0647\u0645\u062C\n\uFD94\u0647\u0645\u0645\n\uFD95\u0646\u062D\u0645\n\uFD96\u0646\u062D\u0649\n" +
        "\uFD97\u0646\u062C\u0645\n\uFD98\u0646\u062C\u0645\n\uFD99\u0646\u062C\u0649\n\uFD9A\u0646\u0645\u064A\n\uFD9B\u0646\u0645\u0649\n" +
        "\uFD9C\u064A\u0645\u0645\n\uFD9D\u064A\u0645\u0645\n\uFD9E\u0628\u062E\u064A\n\uFD9F\u062A\u062C\u064A\n\uFDA0\u062A\u062C\u0649\n" +
        "\uFDA1\u062A\u062E\u064A\n\uFDA2\u062A\u062E\u0649\n\uFDA3\u062A\u0645\u064A\n\uFDA4\u062A\u0645\u0649\n\uFDA5\u062C\u0645\u064A\n" +
        "\uFDA6\u062C\u062D\u0649\n\uFDA7\u062C\u0645\u0649\n\uFDA8\u0633\u062E\u0649\n\uFDA9\u0635\u062D\u064A\n\uFDAA\u0634\u062D\u064A\n" +
        "\uFDAB\u0636\u062D\u064A\n\uFDAC\u0644\u062C\u064A\n\uFDAD\u0644\u0645\u064A\n\uFDAE\u064A\u062D\u064A\n\uFDAF\u064A\u062C\u064A\n" +
        "\uFDB0\u064A\u0645\u064A\n\uFDB1\u0645\u0645\u064A\n\uFDB2\u0642\u0645\u064A\n\uFDB3\u0646\u062D\u064A\n\uFDB4\u0642\u0645\u062D\n" +
        "\uFDB5\u0644\u062D\u0645\n\uFDB6\u0639\u0645\u064A\n\uFDB7\u0643\u0645\u064A\n\uFDB8\u0646\u062C\u062D\n\uFDB9\u0645\u062E\u064A\n" +
        "\uFDBA\u0644\u062C\u0645\n\uFDBB\u0643\u0645\u0645\n\uFDBC\u0644\u062C\u0645\n\uFDBD\u0646\u062C\u062D\n\uFDBE\u062C\u062D\u064A\n" +
        "\uFDBF\u062D\u062C\u064A\n\uFDC0\u0645\u062C\u064A\n\uFDC1\u0641\u0645\u064A\n\uFDC2\u0628\u062D\u064A\n\uFDC3\u0643\u0645\u0645\n" +
        "\uFDC4\u0639\u062C\u0645\n\uFDC5\u0635\u0645\u0645\n\uFDC6\u0633\u062E\u064A\n\uFDC7\u0646\u062C\u064A\n\uFDF0\u0635\u0644\u06D2\n" +
        "\uFDF1\u0642\u0644\u06D2\n\uFDF2\u0627\u0644\u0644\u0647\n\uFDF3\u0627\u0643\u0628\u0631\n\uFDF4\u0645\u062D\u0645\u062F\n" +
        "\uFDF5\u0635\u0644\u0639\u0645\n\uFDF6\u0631\u0633\u0648\u0644\n\uFDF7\u0639\u0644\u064A\u0647\n\uFDF8\u0648\u0633\u0644\u0645\n" +
        "\uFDF9\u0635\u0644\u0649\n\uFDFA\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645\n" +
        "\uFDFB\u062C\u0644 \u062C\u0644\u0627\u0644\u0647\n\uFDFC\u0631\u06CC\u0627\u0644\n\uFE00\n\uFE01\n\uFE02\n\uFE03\n\uFE04\n\uFE05\n\uFE06\n\uFE07\n" +
        "\uFE08\n\uFE09\n\uFE0A\n\uFE0B\n\uFE0C\n\uFE0D\n\uFE0E\n\uFE0F\n︐,\n︑、\n︒。\n︓:\n︔;\n︕!\n︖?\n︗〖\n︘〗\n︙...\n\uFE20\n\uFE21\n\uFE22\n\uFE23\n\uFE24\n" +
        "\uFE25\n\uFE26\n\uFE27\n\uFE28\n\uFE29\n\uFE2A\n\uFE2B\n\uFE2C\n\uFE2D\n\uFE2E\n\uFE2F\n︰..\n︱-\n︲-\n︳_\n︴_\n︵(\n︶)\n︷{\n︸}\n︹〔\n︺〕\n︻【\n︼】\n︽《\n︾》\n" +
        "︿〈\n﹀〉\n﹁「\n﹂」\n﹃『\n﹄』\n﹇[\n﹈]\n﹉ \n﹊ \n﹋ \n﹌ \n﹍_\n﹎_\n﹏_\n﹐,\n﹑、\n﹒.\n﹔;\n﹕:\n﹖?\n﹗!\n﹘-\n﹙(\n﹚)\n﹛{\n﹜}\n﹝〔\n﹞〕\n﹟#\n﹠&\n﹡*\n﹢+\n﹣-\n﹤<\n﹥>\n﹦=\n" +
        "﹨\\\n﹩$\n﹪%\n﹫@\n\uFE70 \n\uFE71\n\uFE72 \n\uFE74 \n\uFE76 \n\uFE77\n\uFE78 \n\uFE79\n\uFE7A \n\uFE7B\n\uFE7C \n\uFE7D\n\uFE7E \n\uFE7F\n" +
        "\uFE80\u0621\n\uFE81\u0627\n\uFE82\u0627\n\uFE83\u0627\n\uFE84\u0627\n\uFE85\u0648\n\uFE86\u0648\n\uFE87\u0627\n\uFE88\u0627\n\uFE89\u064A\n" +
        "\uFE8A\u064A\n\uFE8B\u064A\n\uFE8C\u064A\n\uFE8D\u0627\n\uFE8E\u0627\n\uFE8F\u0628\n\uFE90\u0628\n\uFE91\u0628\n\uFE92\u0628\n\uFE93\u0629\n" +
        "\uFE94\u0629\n\uFE95\u062A\n\uFE96\u062A\n\uFE97\u062A\n\uFE98\u062A\n\uFE99\u062B\n\uFE9A\u062B\n\uFE9B\u062B\n\uFE9C\u062B\n\uFE9D\u062C\n" +
        "\uFE9E\u062C\n\uFE9F\u062C\n\uFEA0\u062C\n\uFEA1\u062D\n\uFEA2\u062D\n\uFEA3\u062D\n\uFEA4\u062D\n\uFEA5\u062E\n\uFEA6\u062E\n\uFEA7\u062E\n" +
        "\uFEA8\u062E\n\uFEA9\u062F\n\uFEAA\u062F\n\uFEAB\u0630\n\uFEAC\u0630\n\uFEAD\u0631\n\uFEAE\u0631\n\uFEAF\u0632\n\uFEB0\u0632\n\uFEB1\u0633\n" +
        "\uFEB2\u0633\n\uFEB3\u0633\n\uFEB4\u0633\n\uFEB5\u0634\n\uFEB6\u0634\n\uFEB7\u0634\n\uFEB8\u0634\n\uFEB9\u0635\n\uFEBA\u0635\n\uFEBB\u0635\n" +
        "\uFEBC\u0635\n\uFEBD\u0636\n\uFEBE\u0636\n\uFEBF\u0636\n\uFEC0\u0636\n\uFEC1\u0637\n\uFEC2\u0637\n\uFEC3\u0637\n\uFEC4\u0637\n\uFEC5\u0638\n" +
        "\uFEC6\u0638\n\uFEC7\u0638\n\uFEC8\u0638\n\uFEC9\u0639\n\uFECA\u0639\n\uFECB\u0639\n\uFECC\u0639\n\uFECD\u063A\n\uFECE\u063A\n\uFECF\u063A\n" +
        "\uFED0\u063A\n\uFED1\u0641\n\uFED2\u0641\n\uFED3\u0641\n\uFED4\u0641\n\uFED5\u0642\n\uFED6\u0642\n\uFED7\u0642\n\uFED8\u0642\n\uFED9\u0643\n" +
        "\uFEDA\u0643\n\uFEDB\u0643\n\uFEDC\u0643\n\uFEDD\u0644\n\uFEDE\u0644\n\uFEDF\u0644\n\uFEE0\u0644\n\uFEE1\u0645\n\uFEE2\u0645\n\uFEE3\u0645\n" +
        "\uFEE4\u0645\n\uFEE5\u0646\n\uFEE6\u0646\n\uFEE7\u0646\n\uFEE8\u0646\n\uFEE9\u0647\n\uFEEA\u0647\n\uFEEB\u0647\n\uFEEC\u0647\n\uFEED\u0648\n" +
        "\uFEEE\u0648\n\uFEEF\u0649\n\uFEF0\u0649\n\uFEF1\u064A\n\uFEF2\u064A\n\uFEF3\u064A\n\uFEF4\u064A\n\uFEF5\u0644\u0627\n\uFEF6\u0644\u0627\n" +
        "\uFEF7\u0644\u0627\n\uFEF8\u0644\u0627\n\uFEF9\u0644\u0627\n\uFEFA\u0644\u0627\n\uFEFB\u0644\u0627\n\uFEFC\u0644\u0627\n\uFEFF\n！!\n＂\"\n＃#\n＄$\n％%\n" +
        "＆&\n＇'\n（(\n）)\n＊*\n＋+\n，,\n－-\n．.\n／/\n０0\n１1\n２2\n３3\n４4\n５5\n６6\n７7\n８8\n９9\n：:\n；;\n＜<\n＝=\n＞>\n？?\n＠@\nＡa\nＢb\nＣc\nＤd\nＥe\nＦf\nＧg\nＨh\nＩi\nＪj\n" +
        "Ｋk\nＬl\nＭm\nＮn\nＯo\nＰp\nＱq\nＲr\nＳs\nＴt\nＵu\nＶv\nＷw\nＸx\nＹy\nＺz\n［[\n＼\\\n］]\n＾^\n＿_\n｀`\nａa\nｂb\nｃc\nｄd\nｅe\nｆf\nｇg\nｈh\nｉi\nｊj\nｋk\nｌl\nｍm\nｎn\nｏo\n" +
        "ｐp\nｑq\nｒr\nｓs\nｔt\nｕu\nｖv\nｗw\nｘx\nｙy\nｚz\n｛{\n｜|\n｝}\n～~\n｟⦅\n｠⦆\n｡。\n｢「\n｣」\n､、\n･ \nｦを\nｧぁ\nｨぃ\nｩぅ\nｪぇ\nｫぉ\nｬゃ\nｭゅ\nｮょ\nｯっ\nｰー\nｱあ\nｲい\nｳう\nｴえ\n" +
        "ｵお\nｶか\nｷき\nｸく\nｹけ\nｺこ\nｻさ\nｼし\nｽす\nｾせ\nｿそ\nﾀた\nﾁち\nﾂつ\nﾃて\nﾄと\nﾅな\nﾆに\nﾇぬ\nﾈね\nﾉの\nﾊは\nﾋひ\nﾌふ\nﾍへ\nﾎほ\nﾏま\nﾐみ\nﾑむ\nﾒめ\nﾓも\nﾔや\nﾕゆ\nﾖよ\nﾗら\nﾘり\nﾙる\n" +
        "ﾚれ\nﾛろ\nﾜわ\nﾝん\nﾞ\u3099\nﾟ\u309A\nﾠᅠ\nﾡᄀ\nﾢᄁ\nﾣᆪ\nﾤᄂ\nﾥᆬ\nﾦᆭ\nﾧᄃ\nﾨᄄ\nﾩᄅ\nﾪᆰ\nﾫᆱ\nﾬᆲ\nﾭᆳ\nﾮᆴ\nﾯᆵ\nﾰᄚ\nﾱᄆ\nﾲᄇ\nﾳᄈ\nﾴᄡ\nﾵᄉ\nﾶᄊ\nﾷᄋ\nﾸᄌ\nﾹᄍ\nﾺᄎ\nﾻᄏ\nﾼᄐ\n" +
        "ﾽᄑ\nﾾᄒ\nￂᅡ\nￃᅢ\nￄᅣ\nￅᅤ\nￆᅥ\nￇᅦ\nￊᅧ\nￋᅨ\nￌᅩ\nￍᅪ\nￎᅫ\nￏᅬ\nￒᅭ\nￓᅮ\nￔᅯ\nￕᅰ\nￖᅱ\nￗᅲ\nￚᅳ\nￛᅴ\nￜᅵ\n￠¢\n￡£\n￢¬\n￣ \n￤¦\n￥¥\n￦₩\n￨│\n￩←\n￪↑\n￫→\n￬↓\n￭■\n￮○\n" +
        "\uFFF9\n\uFFFA\n\uFFFB\n";
}
