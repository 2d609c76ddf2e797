package dev.slipway.identity;

import java.util.List;

/**
 * People who approve together.
 *
 * @param key unique, what the protection of environments names; never changes
 * @param members user names in alphabetical order, those who are disabled too
 */
public record Group(String key, String title, List<String> members) {

    public Group {
        members = List.copyOf(members);
    }

    public boolean has(String userName) {
        return members.contains(userName);
    }
}
