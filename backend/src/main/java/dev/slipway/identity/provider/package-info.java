/** Sign-in at OpenID Connect providers and GitHub: who the person is, which groups they have, and when that ends. */
@NullMarked
package dev.slipway.identity.provider;

import org.jspecify.annotations.NullMarked;
