package dev.slipway.target;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a person probably meant: the known word with the least edits (Levenshtein), if it is close. */
public final class Nearest {

    private Nearest() {}

    /** Empty if no word is within a third of the length, and at least two edits. */
    public static Optional<String> to(String word, Collection<String> known) {
        var most = Math.max(2, word.length() / 3);
        var asked = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> edits(asked, candidate.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.comparingInt(candidate -> edits(asked, candidate.toLowerCase(Locale.ROOT))));
    }

    /** A remedy that names the nearest known word, or else all of them. */
    public static String remedy(String word, Collection<String> known) {
        return to(word, known)
                .map(near -> "Did you mean '" + near + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "Remove it."
                        : "Use one of "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
    }

    private static int edits(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var above = row[j];
                var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(diagonal + same, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
