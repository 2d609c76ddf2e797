package simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list. The token is the position it goes on at. */
public record Page<T>(List<T> items, @Nullable String nextToken) {

    public static <T> Page<T> of(List<T> all, @Nullable String token, @Nullable Integer size, int defaultSize) {
        var from = token == null ? 0 : position(token, all.size());
        var to = Math.min(all.size(), from + (size == null ? defaultSize : size));
        return new Page<>(List.copyOf(all.subList(from, to)), to < all.size() ? "page-" + to : null);
    }

    private static int position(String token, int size) {
        try {
            var position = Integer.parseInt(token.replaceFirst("^page-", ""));
            if (position >= 0 && position <= size) {
                return position;
            }
        } catch (NumberFormatException e) {
            throw new Fault("InvalidParameterException", "Invalid token " + token);
        }
        throw new Fault("InvalidParameterException", "Invalid token " + token);
    }
}
