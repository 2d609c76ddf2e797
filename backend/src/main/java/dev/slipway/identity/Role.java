package dev.slipway.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is to the portal; decides the permissions. */
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
    ADMINISTRATOR(EnumSet.allOf(Permission.class), "also edits projects, manages people, breaks glass");

    private final Set<Permission> permissions;
    private final String description;

    Role(Set<Permission> permissions, String description) {
        this.permissions = Collections.unmodifiableSet(permissions);
        this.description = description;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public String description() {
        return description;
    }

    /** As people read it: {@code operator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
