package dev.slipway.approval;

import dev.slipway.identity.Account;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.Groups;
import dev.slipway.identity.Permission;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds who may decide now. */
@Component
class Electorates {

    private final Accounts accounts;
    private final Groups groups;

    Electorates(Accounts accounts, Groups groups) {
        this.accounts = accounts;
        this.groups = groups;
    }

    Mono<Electorate> now() {
        var holders = accounts.all()
                .filter(account ->
                        account.active() && account.role().permissions().contains(Permission.APPROVE))
                .map(Account::userName)
                .collect(Collectors.toSet());
        var members = groups.all().collectMap(group -> group.key(), group -> Set.copyOf(group.members()));
        return Mono.zip(holders, members).map(both -> new Electorate(both.getT1(), both.getT2()));
    }
}
