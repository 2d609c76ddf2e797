package dev.slipway.approval;

import dev.slipway.identity.Grants;
import dev.slipway.identity.Groups;
import dev.slipway.identity.Holders;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds who may decide now. */
@Component
class Electorates {

    private final Grants grants;
    private final Groups groups;

    Electorates(Grants grants, Groups groups) {
        this.grants = grants;
        this.groups = groups;
    }

    /** All who may approve anything anywhere. */
    record All(Holders holders, Map<String, Set<String>> groups) {

        /** Those who may approve what changes all of the places. */
        Electorate in(Collection<Place> places) {
            return new Electorate(holders.in(places), groups);
        }
    }

    Mono<All> now() {
        var members = groups.all().collectMap(group -> group.key(), group -> Set.copyOf(group.members()));
        return Mono.zip(grants.holders(Permission.APPROVE), members).map(both -> new All(both.getT1(), both.getT2()));
    }
}
