package dev.slipway.job;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.job.spi.Gate;
import dev.slipway.release.Releases;
import dev.slipway.target.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Holds a job that the target's pre-checks would block, where the environment's protection asks for it. */
@Component
@Order(60)
class PreChecksGate implements Gate {

    private static final String NAME = "pre-checks";

    /** For somebody who looks, an answer of this age is as good as a new one. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final int REMEMBERED = 200;

    private final Places places;
    private final Catalog catalog;
    private final Releases releases;
    private final Provenance provenance;
    private final Map<Change, Found> found = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Change, Found> eldest) {
            return size() > REMEMBERED;
        }
    });

    PreChecksGate(Places places, Catalog catalog, Releases releases, Provenance provenance) {
        this.places = places;
        this.catalog = catalog;
        this.releases = releases;
        this.provenance = provenance;
    }

    private record Found(List<Finding> findings, Instant at) {}

    @Override
    public String name() {
        return NAME;
    }

    /** Not asked before steps: the job's own steps change what the checks look at. */
    @Override
    public List<Standing> ask(Question question) {
        if (!question.environment().protection().preChecks() || question.moment() == Moment.STEP) {
            return List.of();
        }
        return question.changes().stream()
                .filter(change -> change.version() != null)
                .map(change -> standing(change, findings(change, question)))
                .toList();
    }

    private List<Finding> findings(Change change, Question question) {
        var known = found.get(change);
        if (question.moment() == Moment.LOOK
                && known != null
                && Duration.between(known.at(), question.at()).compareTo(FRESH) < 0) {
            return known.findings();
        }
        var findings = findings(change);
        found.put(change, new Found(findings, question.at()));
        return findings;
    }

    private List<Finding> findings(Change change) {
        var key = change.placement();
        var placement = catalog.placement(key).blockOptional();
        var release = releases.find(key.project(), key.service(), String.valueOf(change.version()))
                .blockOptional();
        if (placement.isEmpty() || release.isEmpty()) {
            return List.of(unknown("There is no such placement or release any more"));
        }
        var asked = JobOrders.of(placement.get(), release.get()).lastVerified(lastVerified(placement.get()));
        var placed = places.placed(key.project(), key.environment(), asked);
        var revision = placed.revision();
        return revision == null ? List.of() : places.findings(placed, revision);
    }

    private dev.slipway.target.@Nullable Revision lastVerified(Placement placement) {
        return provenance.proven(placement.key()).stream().findFirst().orElse(null);
    }

    private static Finding unknown(String evidence) {
        return new Finding(NAME, "Can it be checked?", Finding.Result.UNKNOWN, evidence, "");
    }

    static Standing standing(Change change, List<Finding> findings) {
        var title = "Pre-checks of " + change.placement().service();
        var block = first(findings, Finding.Result.BLOCK);
        if (block != null) {
            return Standing.closed(
                    NAME, title, told(block), Opening.by("whoever removes the cause: " + block.remedy(), null));
        }
        var unknown = first(findings, Finding.Result.UNKNOWN);
        if (unknown != null) {
            return Standing.unknown(NAME, title, told(unknown));
        }
        var warnings =
                findings.stream().filter(f -> f.result() == Finding.Result.WARN).count();
        return Standing.open(
                NAME,
                title,
                findings.size()
                        + (findings.size() == 1 ? " check, " : " checks, ")
                        + (warnings == 0 ? "nothing in the way" : warnings + " with a warning"));
    }

    private static String told(Finding finding) {
        return finding.title() + " " + finding.evidence();
    }

    private static @Nullable Finding first(List<Finding> findings, Finding.Result result) {
        return findings.stream().filter(f -> f.result() == result).findFirst().orElse(null);
    }
}
