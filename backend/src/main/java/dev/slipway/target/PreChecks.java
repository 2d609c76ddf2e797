package dev.slipway.target;

import java.util.List;

/** Can tell beforehand what would hinder a deployment. */
public interface PreChecks {

    /** Every check's finding; what cannot be told is {@code UNKNOWN}, never {@code PASS}. Changes nothing. */
    List<Finding> check(DeployOrder order);
}
