package dev.slipway.identity;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The roles that are built in, from the least to the most. */
public enum Role {
    VIEWER(EnumSet.of(Permission.VIEW), "reads everything, changes nothing"),
    APPROVER(EnumSet.of(Permission.VIEW, Permission.APPROVE), "approves what waits for one of their groups"),
    OPERATOR(
            EnumSet.of(
                    Permission.VIEW,
                    Permission.RELEASE,
                    Permission.DEPLOY,
                    Permission.DECIDE,
                    Permission.APPROVE,
                    Permission.FREEZE),
            "registers releases, deploys, answers questions of jobs, approves what others ask for, freezes"),
    MAINTAINER(
            EnumSet.of(
                    Permission.VIEW,
                    Permission.RELEASE,
                    Permission.DEPLOY,
                    Permission.DECIDE,
                    Permission.APPROVE,
                    Permission.FREEZE,
                    Permission.EDIT),
            "also edits definitions and sees where secrets come from"),
    ADMINISTRATOR(EnumSet.allOf(Permission.class), "also grants roles, overrides freezes, breaks glass");

    private final Set<Permission> permissions;
    private final String description;

    Role(Set<Permission> permissions, String description) {
        this.permissions = Collections.unmodifiableSet(permissions);
        this.description = description;
    }

    /** The one of a key such as {@code operator}; empty if it is none of these. */
    public static Optional<Role> of(String key) {
        return Arrays.stream(values()).filter(role -> role.word().equals(key)).findFirst();
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public String description() {
        return description;
    }

    /** As people read it and as grants name it: {@code operator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
