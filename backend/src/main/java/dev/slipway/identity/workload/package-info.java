/** Workload identity: tokens of CI systems that rules of a project trust, so that pipelines need no stored secret. */
@NullMarked
package dev.slipway.identity.workload;

import org.jspecify.annotations.NullMarked;
