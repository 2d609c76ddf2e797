package dev.slipway.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some releases, newest first.
 *
 * @param next where the next page begins; null on the last
 */
public record ReleasePage(List<Release> releases, @Nullable Long next) {

    public ReleasePage {
        releases = List.copyOf(releases);
    }
}
