/** Twin: ulm/learn/network/row-losses.ts, in whose list `code` is a place. */
export function rowLoss(code: i32, outputs: usize, targets: usize, count: i32, factor: f64, gradients: usize): f64 {
  if (code == 0) return squared(outputs, targets, count, factor, gradients);
  if (code == 1) return binary(<f64>load<f32>(outputs), <f64>load<f32>(targets), factor, gradients);
  return multinomial(outputs, targets, count, factor, gradients);
}

function squared(outputs: usize, targets: usize, count: i32, factor: f64, gradients: usize): f64 {
  let loss: f64 = 0;
  for (let offset: usize = 0; offset < (<usize>count) << 2; offset += 4) {
    const error = <f64>load<f32>(outputs + offset) - <f64>load<f32>(targets + offset);
    loss += (error * error) / 2;
    store<f32>(gradients + offset, <f32>(factor * error));
  }
  return loss;
}

function binary(logit: f64, target: f64, factor: f64, gradients: usize): f64 {
  const power = Math.exp(-abs(logit));
  const probability = logit > 0 ? 1 / (1 + power) : power / (1 + power);
  store<f32>(gradients, <f32>(factor * (probability - target)));
  return max(0, logit) - logit * target + Math.log(1 + power);
}

function multinomial(logits: usize, targets: usize, count: i32, factor: f64, gradients: usize): f64 {
  const bytes = (<usize>count) << 2;
  let largest = -Infinity;
  for (let offset: usize = 0; offset < bytes; offset += 4) largest = max(largest, <f64>load<f32>(logits + offset));
  let sum: f64 = 0;
  let product: f64 = 0;
  for (let offset: usize = 0; offset < bytes; offset += 4) {
    const logit = <f64>load<f32>(logits + offset);
    sum += Math.exp(logit - largest);
    product += logit * <f64>load<f32>(targets + offset);
  }
  for (let offset: usize = 0; offset < bytes; offset += 4) {
    const probability = Math.exp(<f64>load<f32>(logits + offset) - largest) / sum;
    store<f32>(gradients + offset, <f32>(factor * (probability - <f64>load<f32>(targets + offset))));
  }
  return Math.log(sum) + largest - product;
}
