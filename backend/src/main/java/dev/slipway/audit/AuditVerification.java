package dev.slipway.audit;

import java.time.Instant;
import java.util.List;

/** What came of following every chain from its beginning to its end. */
public record AuditVerification(boolean intact, Instant verifiedAt, List<Chain> chains) {

    public AuditVerification {
        chains = List.copyOf(chains);
    }

    static AuditVerification of(List<Chain> chains, Instant at) {
        return new AuditVerification(
                chains.stream().allMatch(chain -> chain.findings().isEmpty()), at, chains);
    }

    /**
     * One chain.
     *
     * @param project key of the project, empty for what belongs to none
     * @param entries number of the last entry
     * @param dropped how many of them retention has dropped
     * @param head link of the last entry, in hexadecimal: whoever notes it can prove later that nothing before it changed
     * @param segments closed ones
     * @param findings at most 200
     */
    public record Chain(
            String project, long entries, long dropped, String head, long segments, List<AuditFinding> findings) {

        public Chain {
            findings = List.copyOf(findings);
        }
    }
}
