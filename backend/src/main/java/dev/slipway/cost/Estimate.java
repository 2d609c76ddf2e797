package dev.slipway.cost;

import dev.slipway.target.Size;

/** What a placement costs, as far as it can be told. */
public sealed interface Estimate {

    /** Nothing is there that would be charged for. */
    record Nothing() implements Estimate {}

    /** It cannot be told; that is not the same as nothing. */
    record NotKnown(String why) implements Estimate {}

    /** By what it reserves, without the load balancers before it. */
    record Known(Amount month, Size size) implements Estimate {}
}
