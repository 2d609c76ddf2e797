package dev.slipway.approval;

import dev.slipway.catalog.Protection;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may decide what at this moment.
 *
 * @param holders user names of those who may sign in and have the permission to approve
 * @param groups members by group
 */
record Electorate(Set<String> holders, Map<String, Set<String>> groups) {

    boolean isIn(Collection<String> keys, String userName) {
        return keys.stream().anyMatch(key -> groups.getOrDefault(key, Set.of()).contains(userName));
    }

    /**
     * Why somebody must not decide; empty when they may.
     *
     * @param principal in whose right they speak; they themselves, unless somebody who is away lets them
     */
    Optional<String> hindrance(Ask ask, String userName, String principal) {
        var rule = ask.rule();
        if (!holders.contains(userName)) {
            return Optional.of("You need the permission APPROVE, which an administrator can grant.");
        }
        if (!rule.selfApproval() && isOneOf(ask.requester().userName(), userName, principal)) {
            return Optional.of("Who asked must not approve: " + ask.requester().name() + " did.");
        }
        var author = ask.author();
        if (!rule.authorApproval() && author != null && isOneOf(author, userName, principal)) {
            return Optional.of("The author of the commit must not approve: that is " + author + ".");
        }
        if (!rule.groups().isEmpty() && !isIn(named(rule), principal)) {
            return Optional.of("Only members of " + String.join(", ", named(rule)) + " may approve here.");
        }
        return Optional.empty();
    }

    /** How many could approve at most. */
    long eligible(Ask ask) {
        return holders.stream()
                .filter(user -> hindrance(ask, user, user).isEmpty())
                .count();
    }

    private static Collection<String> named(Protection.Approval rule) {
        return Stream.concat(rule.groups().stream(), rule.mandatory().stream())
                .distinct()
                .toList();
    }

    private static boolean isOneOf(String who, String a, String b) {
        return who.equalsIgnoreCase(a) || who.equalsIgnoreCase(b);
    }
}
