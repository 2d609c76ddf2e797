package dev.slipway.approval;

import dev.slipway.identity.Account;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Permission;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Finds those who may decide in the place of somebody who is away. */
@Component
class Takers {

    private final Accounts accounts;
    private final Grants grants;

    Takers(Accounts accounts, Grants grants) {
        this.accounts = accounts;
        this.grants = grants;
    }

    /** Who may approve somewhere, in alphabetical order. */
    Flux<Account> all() {
        return grants.holders(Permission.APPROVE)
                .flatMapMany(holders -> accounts.all().filter(account -> holders.include(account.userName())));
    }
}
