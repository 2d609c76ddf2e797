/** The alarms that guard a deployment. */
@NullMarked
package dev.slipway.target.ecs.check.alarm;

import org.jspecify.annotations.NullMarked;
