package dev.slipway.web;

import java.util.Collection;

/** What a {@link Part} shows when it has parts in it: who gets it has those, too. */
public interface HoldsParts {

    Collection<Part> parts();
}
