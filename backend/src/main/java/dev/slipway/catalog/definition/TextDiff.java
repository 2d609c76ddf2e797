package dev.slipway.catalog.definition;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two texts compared line by line; what is the same far from a change is left out. */
public final class TextDiff {

    private static final int CONTEXT = 3;

    private final List<Line> all = new ArrayList<>();

    private TextDiff() {}

    /** Empty when the texts are the same. */
    public static List<Line> between(String before, String after) {
        var from = before.lines().toList();
        var to = after.lines().toList();
        var patch = DiffUtils.diff(from, to, true);
        var diff = new TextDiff();
        for (var delta : patch.getDeltas()) {
            var source = delta.getSource();
            var target = delta.getTarget();
            if (delta.getType() == DeltaType.EQUAL) {
                for (var i = 0; i < source.size(); i++) {
                    diff.add(
                            "same",
                            source.getPosition() + i,
                            target.getPosition() + i,
                            from.get(source.getPosition() + i));
                }
            } else {
                for (var i = 0; i < source.size(); i++) {
                    diff.add("del", source.getPosition() + i, null, from.get(source.getPosition() + i));
                }
                for (var i = 0; i < target.size(); i++) {
                    diff.add("add", null, target.getPosition() + i, to.get(target.getPosition() + i));
                }
            }
        }
        return diff.shown();
    }

    /** The lines as a unified diff would have them, without its header. */
    public static String unified(List<Line> lines) {
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(
                            switch (line.kind()) {
                                case "add" -> "+";
                                case "del" -> "-";
                                case "hunk" -> "@@ ";
                                default -> " ";
                            })
                    .append(line.text())
                    .append('\n');
        }
        return text.toString();
    }

    private void add(String kind, @Nullable Integer before, @Nullable Integer after, String text) {
        all.add(new Line(kind, before == null ? null : before + 1, after == null ? null : after + 1, text));
    }

    private List<Line> shown() {
        var shown = new ArrayList<Line>();
        var last = -1;
        for (var i = 0; i < all.size(); i++) {
            if (isNearAChange(i)) {
                if (last != i - 1) {
                    shown.add(hunk(all.get(i)));
                }
                shown.add(all.get(i));
                last = i;
            }
        }
        return List.copyOf(shown);
    }

    private boolean isNearAChange(int index) {
        for (var i = Math.max(0, index - CONTEXT); i <= Math.min(all.size() - 1, index + CONTEXT); i++) {
            if (!all.get(i).kind().equals("same")) {
                return true;
            }
        }
        return false;
    }

    private static Line hunk(Line first) {
        var at = first.after() == null ? first.before() : first.after();
        return new Line("hunk", null, null, "line " + at);
    }

    /**
     * One line.
     *
     * @param kind add, del, same, or hunk for a gap
     * @param before its number in the text before, if it was there
     * @param after its number in the text after, if it is there
     */
    public record Line(
            String kind, @Nullable Integer before, @Nullable Integer after, String text) {}
}
