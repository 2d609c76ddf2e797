package dev.slipway.approval;

import dev.slipway.audit.Actor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds out what somebody may decide. */
@Component
class Rights {

    private final Electorates electorates;
    private final Delegations delegations;

    Rights(Electorates electorates, Delegations delegations) {
        this.electorates = electorates;
        this.delegations = delegations;
    }

    Mono<Right> of(Actor actor, Approval round) {
        return of(actor).map(voter -> voter.about(round));
    }

    Mono<Voter> of(Actor actor) {
        var person = Person.of(actor);
        return Mono.zip(electorates.now(), delegations.to(person.userName()).collectList())
                .map(both -> new Voter(person, both.getT1(), both.getT2()));
    }

    /** @param away those in whose place they may decide */
    record Voter(Person person, Electorates.All everybody, List<Person> away) {

        Right about(Approval round) {
            return new Right(this, everybody.in(round.places()), round.ask());
        }
    }

    /** What somebody may do about one round. */
    record Right(Voter voter, Electorate electorate, Ask ask) {

        /** Those in whose place they may decide this. */
        List<Person> stands() {
            return voter.away().stream()
                    .filter(away -> electorate()
                            .hindrance(ask, voter.person().userName(), away.userName())
                            .isEmpty())
                    .toList();
        }

        /** Why they cannot decide it for themselves. */
        Optional<String> own() {
            return electorate()
                    .hindrance(ask, voter.person().userName(), voter.person().userName());
        }

        /** Why they cannot decide it at all. */
        Optional<String> hindrance() {
            return stands().isEmpty() ? own() : Optional.empty();
        }

        Optional<String> hindrance(@Nullable String insteadOf) {
            if (insteadOf == null) {
                return own().isPresent() && stands().size() == 1 ? Optional.empty() : own();
            }
            return stands().stream().anyMatch(p -> p.userName().equals(insteadOf))
                    ? Optional.empty()
                    : Optional.of("You may not decide in the place of " + insteadOf + " here.");
        }

        /** In whose place they speak; the only one possible, if they cannot speak for themselves and do not say. */
        @Nullable
        Person principal(@Nullable String insteadOf) {
            if (insteadOf == null) {
                return own().isPresent() ? stands().getFirst() : null;
            }
            return stands().stream()
                    .filter(p -> p.userName().equals(insteadOf))
                    .findFirst()
                    .orElse(null);
        }
    }
}
