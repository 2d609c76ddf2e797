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
 */
record AuditPage(List<AuditRecord> records, @Nullable Long before) {

    AuditPage {
        records = List.copyOf(records);
    }

    static Mono<AuditPage> read(AuditTrail trail, AuditFilter filter, Projects projects, int size) {
        return trail.find(filter, projects.keysOrNull(), size + 1)
                .collectList()
                .map(found -> found.size() > size
                        ? new AuditPage(
                                found.subList(0, size), found.get(size - 1).id())
                        : new AuditPage(found, null));
    }
}
