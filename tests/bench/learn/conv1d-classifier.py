from torch import nn
from torch_training import final_loss, glorot_uniform, output_layer

filters, kernel_size = 32, 3


class Conv1dClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv1d(1, filters, kernel_size, padding="same")
        glorot_uniform(self.convolution.weight, kernel_size, kernel_size * filters)
        nn.init.zeros_(self.convolution.bias)
        self.output = output_layer(filters)

    def forward(self, rows):
        return self.output(self.convolution(rows.unsqueeze(1)).relu().amax(2))


def run(arrays, variant):
    return final_loss(Conv1dClassifier, arrays)
