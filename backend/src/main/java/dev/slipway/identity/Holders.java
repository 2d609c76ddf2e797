package dev.slipway.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has a permission, and in which places.
 *
 * @param places by user name
 */
public record Holders(Map<String, List<Place>> places) {

    public Holders {
        places = Map.copyOf(places);
    }

    record Holder(String userName, Place place) {}

    /** User names of those who have it in all of the places. */
    public Set<String> in(Collection<Place> wanted) {
        return places.entrySet().stream()
                .filter(entry -> wanted.stream()
                        .allMatch(place -> entry.getValue().stream().anyMatch(held -> held.covers(place))))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether somebody has it somewhere. */
    public boolean include(String userName) {
        return places.containsKey(userName);
    }
}
