package dev.slipway.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a migration takes away or tightens, so that the release before it could not live with the schema after it: the
 * second half of "expand, then contract". Read off the statements of PostgreSQL's DDL; what it adds is nothing to tell.
 */
final class ContractingSql {

    private static final int ANY = Pattern.CASE_INSENSITIVE;
    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*+|/\\*.*?(?:\\*/|\\z)", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'[^']*+(?:''[^']*+)*+'");
    private static final List<Sign> SIGNS = List.of(
            new Sign(Pattern.compile("\\bdrop\\s+table\\b", ANY), "drops a table"),
            new Sign(Pattern.compile("\\bdrop\\s+(materialized\\s+)?view\\b", ANY), "drops a view"),
            new Sign(
                    Pattern.compile(
                            "\\balter\\s+table\\b[^;]{0,4000}\\bdrop\\s+(column\\b|(?!constraint|not|default|identity|expression)\\w)",
                            ANY),
                    "drops a column"),
            new Sign(Pattern.compile("\\brename\\s+(to|column|table|\\w+\\s+to)\\b", ANY), "renames"),
            new Sign(
                    Pattern.compile("\\balter\\s+(column\\s+)?\\w+\\s+(set\\s+data\\s+)?type\\b", ANY),
                    "changes the type of a column"),
            new Sign(
                    Pattern.compile("\\balter\\s+(column\\s+)?\\w+\\s+set\\s+not\\s+null\\b", ANY),
                    "makes a column mandatory"),
            new Sign(
                    Pattern.compile("\\bdrop\\s+(type|function|procedure|sequence|schema)\\b", ANY),
                    "drops what code may call"),
            new Sign(Pattern.compile("\\btruncate\\b", ANY), "empties a table"));

    private ContractingSql() {}

    private record Sign(Pattern pattern, String told) {}

    /** What it does of that sort, in words; empty if it only adds. */
    static List<String> of(String sql) {
        var bare = TEXT.matcher(COMMENT.matcher(sql).replaceAll(" ")).replaceAll("''");
        var found = new ArrayList<String>();
        for (var sign : SIGNS) {
            if (sign.pattern().matcher(bare).find()) {
                found.add(sign.told());
            }
        }
        if (sql.toLowerCase(Locale.ROOT).contains("-- slipway: compatible")) {
            return List.of();
        }
        return found;
    }
}
