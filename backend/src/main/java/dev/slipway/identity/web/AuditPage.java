package dev.slipway.identity.web;

import dev.slipway.audit.AuditFilter;
import dev.slipway.audit.AuditRecord;
import dev.slipway.audit.AuditTrail;
import dev.slipway.identity.Projects;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Records, newest first.
 *
 * @param before key of the next page, if there is one
 * @param unfinished true if older records were not searched yet; the next page is
 */
record AuditPage(
        List<AuditRecord> records,
        @Nullable Long before,
        @Nullable Boolean unfinished) {

    AuditPage {
        records = List.copyOf(records);
    }

    static Mono<AuditPage> read(AuditTrail trail, AuditFilter filter, Projects projects, int size) {
        return trail.stretch(filter, projects.keysOrNull(), size)
                .map(found -> new AuditPage(found.records(), found.next(), found.unfinished() ? true : null));
    }
}
