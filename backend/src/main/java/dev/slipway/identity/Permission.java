package dev.slipway.identity;

import java.util.Locale;

/** What a person, token or workload may do in a {@link Place}. */
public enum Permission {
    /** Read everything of a project but secrets' references; every role has it. */
    VIEW("see"),
    /** Register and block releases. */
    RELEASE("register and block releases"),
    /** Start, cancel and re-run jobs. */
    DEPLOY("deploy"),
    /** Answer a question of a running job. */
    DECIDE("answer questions of jobs"),
    /** Approve and reject what waits for a group one belongs to. */
    APPROVE("approve"),
    /** Make and remove freezes, and stop everything. */
    FREEZE("freeze"),
    /** Let a job pass a freeze. */
    OVERRIDE("override freezes"),
    /** Let a job pass gates that are not open, for a reason that somebody else reviews. */
    BREAK_GLASS("break glass"),
    /** Change definitions, variables and pipelines, and read secrets' references. */
    EDIT("edit the definition"),
    /** Grant roles; everywhere, also manage people, groups and the portal itself. */
    ADMINISTER("administer");

    private final String verb;

    Permission(String verb) {
        this.verb = verb;
    }

    /** As people read it after "may". */
    public String verb() {
        return verb;
    }

    /** As people read it alone: {@code break glass}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether a pipeline may have it; to approve, to pass by gates and to administer is for people. */
    public boolean forWorkloads() {
        return this != APPROVE && this != OVERRIDE && this != BREAK_GLASS && this != ADMINISTER;
    }

    /** Whether it is about a project as one, so that having it for an environment or a service of it is not enough. */
    boolean ofWholeProjects() {
        return this == EDIT || this == ADMINISTER;
    }
}
