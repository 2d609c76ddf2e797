package dev.slipway.catalog;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before anything changes in an environment: the key {@code protection} of its definition. Without the
 * key nothing is asked.
 *
 * @param approval who must approve; null when nobody must
 * @param soak how long a release must have run in the environment it comes from; null when there is no such time
 * @param verifiedUpstream whether a release must be proven where it comes from; null when it need not be
 * @param onFreeze what becomes of a job that runs when a freeze begins
 * @param external endpoints that are asked
 * @param preChecks whether a pre-check of the target that blocks keeps a job from starting
 * @param hotfix whether a release may enter by a recorded exception, though it is not verified upstream
 */
public record Protection(
        @Nullable Approval approval,
        @Nullable Duration soak,
        @Nullable Upstream verifiedUpstream,
        OnFreeze onFreeze,
        List<External> external,
        boolean preChecks,
        boolean hotfix) {

    public static final Protection NONE = new Protection(null, null, null, OnFreeze.FINISH, List.of(), false, true);

    public Protection {
        external = List.copyOf(external);
    }

    /**
     * Who must approve.
     *
     * @param required how many people, at least 1
     * @param groups who may approve; empty for everybody with the permission
     * @param mandatory groups of which at least one member each must approve
     * @param selfApproval whether who asked may approve
     * @param authorApproval whether the author of the commit may approve
     * @param expiresAfter how long an approval counts; null for as long as what was approved stays the same
     */
    public record Approval(
            int required,
            List<String> groups,
            List<String> mandatory,
            boolean selfApproval,
            boolean authorApproval,
            @Nullable Duration expiresAfter) {

        public Approval {
            groups = List.copyOf(groups);
            mandatory = List.copyOf(mandatory);
        }
    }

    /** Where a release must be proven before it may enter. */
    public enum Upstream {
        /** In all environments it comes from. */
        ALL,
        /** In one of them. */
        ANY
    }

    /** What becomes of a job that runs when a freeze begins. */
    public enum OnFreeze {
        /** It goes on to its end. */
        FINISH,
        /** It waits before its next step that changes something, until the freeze ends. */
        PAUSE,
        /** It is cancelled before its next step that changes something. */
        STOP
    }

    /**
     * An endpoint that is asked whether a job may pass.
     *
     * @param name unique in the environment
     * @param url where; {@code https}, or {@code http}
     * @param secret reference of the key its requests are signed with; null when they are not signed
     * @param signedAnswer whether an answer counts only when it is signed with that key too
     */
    public record External(
            String name, String url, @Nullable String secret, boolean signedAnswer) {}
}
